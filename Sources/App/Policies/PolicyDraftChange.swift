import Basics
import Interface
import Scoring
import Storage

/// What people do to drafts: begin, change, preview, publish, discard.
extension PolicyDraftPage {
    func save(_ sent: Parameters, in connection: Connection) throws -> Answer {
        let again = Answer.redirect(.policyDraft(draft.id.value))
        switch sent["do"] {
        case "cancel":
            try work.cancel(draft.id, in: connection)
            return again
        case "discard":
            try work.cancel(draft.id, in: connection)
            try PolicyDraftStore.remove(draft.id, in: connection)
            return .redirect(.policies)
        case "values", "preview":
            let changed = try changed(sent, in: connection)
            try keep(changed, in: connection)
            try startPreview(changed, in: connection)
            return again
        case "publish": return try publish(sent, in: connection)
        default: return .notFound
        }
    }

    /// The draft with everything that was typed: into the document, into the sentences, into the fields for publishing.
    private func changed(_ sent: Parameters, in connection: Connection) throws -> PolicyDraft {
        var changed = draft
        let base = try PolicyStore.version(draft.basedOn, in: connection)
        let typed = sent.has("document") ? (sent.all("document").first ?? "").replacing("\r\n", with: "\n") : draft.document
        changed.document = PolicyValueText.document(typed, with: { sent["v." + $0] }, shownIn: visit.language, from: draft.document, base: base?.document)
        if changed.document != draft.document { changed.changedAt = visit.now }
        if let day = sent["from"].flatMap({ Day($0) }) { changed.effectiveFrom = day }
        if sent.has("note") { changed.note = sent["note"]?.trimmed }
        return changed
    }

    /// Work on a document that is no more is given up.
    private func keep(_ changed: PolicyDraft, in connection: Connection) throws {
        try PolicyDraftStore.save(changed, in: connection)
        if changed.document != draft.document { try work.cancel(draft.id, in: connection) }
    }

    private func startPreview(_ draft: PolicyDraft, in connection: Connection) throws {
        guard case .policy = PolicyDocument.read(draft.document) else { return }
        try work.preview(draft, asOf: visit.asOf, today: visit.today, by: visit.user.id, in: connection)
    }

    private func publish(_ sent: Parameters, in connection: Connection) throws -> Answer {
        let changed = try changed(sent, in: connection)
        try keep(changed, in: connection)
        // What was typed since the preview is looked at first.
        guard changed.document == draft.document, let policy = ReadPolicies.policy(draft.document), try isReady(in: connection) else {
            try startPreview(changed, in: connection)
            return .redirect(.policyDraft(draft.id.value))
        }
        // The past stays as it was: a version counts from today at the earliest.
        guard let day = sent["from"].flatMap({ Day($0) }), day >= visit.today, let note = changed.note, !note.isEmpty else {
            let page = PolicyDraftPage(draft: changed, visit: visit, work: work)
            guard case .page(let html) = try page.answer(in: connection, problem: words.needsDayAndNote) else { return .notFound }
            return .invalid(html)
        }
        _ = try PolicyStore.publish(draft.document, code: policy.id, effectiveFrom: day, note: note, by: visit.user.id, at: visit.now, once: visit.once, in: connection)
        try PolicyDraftStore.remove(draft.id, in: connection)
        return .redirect(.policies)
    }

    /// Starts a draft from a published version or from a pattern.
    static func create(_ sent: Parameters, _ visit: Context, in connection: Connection) throws -> Answer {
        guard visit.user.role.may(.publishPolicies) else { return .notFound }
        let wanted = try sent["from"].flatMap { Int64($0) }.flatMap { try PolicyStore.version(PolicyVersion.ID($0), in: connection) }
        guard let base = try wanted ?? PolicyStore.inForce(on: visit.today, in: connection) else { return .notFound }
        let pack = sent["pack"].flatMap { id in PolicyPack.all.first { $0.id == id } }
        let draft = PolicyDraft(
            id: try connection.newIdentifier("policy_draft", reserve: 1), basedOn: base.id, document: pack?.document ?? base.document, changedAt: visit.now
        )
        try PolicyDraftStore.insert(draft, by: visit.user.id, in: connection)
        return .redirect(.policyDraft(draft.id.value))
    }
}
