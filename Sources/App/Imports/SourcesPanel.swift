import Basics
import Interface
import Storage

/// Up to which day each source of documents goes, and which of them the company's figures wait for.
enum SourcesPanel {
    /// Nothing while nobody has delivered anything.
    static func html(_ visit: Context, in connection: Connection) throws -> HTML {
        let end = try SalesStore.dataEnd(in: connection)
        guard !end.sources.isEmpty, let day = end.day(on: visit.today) else { return .empty }
        let words = visit.words.books
        let rows = end.sources.map { source -> HTML in
            let isLast = end.isDelivering(source, on: visit.today)
            let mark: HTML = !isLast ? "<small class=\"muted\">\(words.notDelivering)</small>"
                : source.newestOn == day.advanced(by: -1) ? "<small>\(words.holds)</small>" : .empty
            return "<tr><td class=\"wrap\">\(name(of: source, visit))</td><td>\(visit.text(source.newestOn)) \(mark)</td><td>\(visit.text(source.deliveredAt))</td></tr>"
        }
        return Panel.html(id: "sources", title: words.sources(visit.text(day.advanced(by: -1))), tools: DownloadLink.csv(Address.importsCSV.text + "?show=sources"), """
            <div class="scroll" tabindex="0"><table class="list plain"><thead><tr><th scope="col">\(words.source)</th><th scope="col">\(words.newest)</th><th scope="col">\(words.delivered)</th></tr></thead><tbody>\(rows)</tbody></table></div><p class="body muted">\(words.sourcesNote)</p>
            """)
    }

    /// The same as a table.
    static func export(_ visit: Context, in connection: Connection) throws -> Answer {
        let words = visit.words.books, sources = try SalesStore.dataEnd(in: connection).sources
        return .table("sources.csv", [words.source, words.newest, words.delivered], sources) { source in
            [name(of: source, visit), source.newestOn.iso, visit.text(source.deliveredAt)]
        }
    }

    private static func name(of source: DataEnd.Source, _ visit: Context) -> String {
        source.system == SalesStore.programSource ? visit.words.books.demo : source.system
    }
}
