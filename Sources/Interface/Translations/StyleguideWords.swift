/// The page of all components.
public struct StyleguideTexts: Sendable {
    public let title: String
    public let first: String
    public let second: String
    public let buttons: String
    public let link: String
    public let tags: String
    public let sampleTier: String
    public let plain: String
    public let good: String
    public let warning: String
    public let bad: String
    public let samplePerson: String
    public let sampleName: String
    public let close: String
    public let figure: String
    public let longName: String
    public let fields: String
    public let field: String
    public let hint: String
    public let table: String
    public let sum: String
    public let lists: String
    public let chart: String
    public let states: String
    public let messages: String
    public let waiting: String
    public let inPlace: String
    public let overlays: String
    public let explained: String
    public let preview: String
    public let work: String
    public let one: String
    public let steps: String
}

public typealias StyleguideWords = Phrases<StyleguideTexts>
