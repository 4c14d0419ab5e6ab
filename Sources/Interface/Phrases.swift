/// The words of a subject, shared by reference.
///
/// A subject has up to a hundred texts. Handing them around by value would copy and count references to every one of them each
/// time a page asks for a word; profiles showed a third of a page's time there.
@dynamicMemberLookup
public struct Phrases<Texts: Sendable>: Sendable {
    @usableFromInline
    final class Storage: Sendable {
        @usableFromInline let texts: Texts
        init(_ texts: Texts) { self.texts = texts }
    }

    @usableFromInline let storage: Storage

    init(_ texts: Texts) { storage = Storage(texts) }

    @inlinable
    public subscript<Text>(dynamicMember path: KeyPath<Texts, Text>) -> Text { storage.texts[keyPath: path] }
}
