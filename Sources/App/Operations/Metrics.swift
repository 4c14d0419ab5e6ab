import Basics
import Foundation
import Synchronization

/// What the server counts of its work, in the text format of Prometheus.
final class Metrics: Sendable {
    private struct Key: Hashable {
        var route: String
        var method: String
        var status: Int
    }

    private struct Series {
        var count = 0
        var seconds = 0.0
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count)

        mutating func add(_ spent: Double) {
            count += 1
            seconds += spent
            for (index, bound) in Metrics.bounds.enumerated() where spent <= bound { buckets[index] += 1 }
        }
    }

    /// Upper bounds of a request's time in seconds.
    private static let bounds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2.0]

    private let requests = Mutex<[Key: Series]>([:])
    private let running = Atomic<Int>(0)
    private let startedAt: Timestamp

    init(startedAt: Timestamp) { self.startedAt = startedAt }

    func begin() { running.add(1, ordering: .relaxed) }

    /// - Parameter route: the pattern of the address, never the address itself, which names customers.
    func end(route: String, method: String, status: Int, seconds: Double) {
        running.subtract(1, ordering: .relaxed)
        requests.withLock { requests in
            requests[Key(route: route, method: method, status: status), default: Series()].add(seconds)
        }
    }

    /// - Parameter waiting: transactions that wait for the database.
    func text(at now: Timestamp, waiting: Int) -> String {
        let all = requests.withLock { $0 }.sorted { ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status) }
        var lines = [
            "# TYPE mainstay_uptime_seconds gauge", "mainstay_uptime_seconds \(Int(now.seconds(since: startedAt)))",
            "# TYPE mainstay_requests_running gauge", "mainstay_requests_running \(running.load(ordering: .relaxed))",
            "# TYPE mainstay_transactions_waiting gauge", "mainstay_transactions_waiting \(waiting)",
            "# TYPE mainstay_resident_bytes gauge", "mainstay_resident_bytes \(Self.residentBytes)",
            "# TYPE mainstay_request_seconds histogram",
        ]
        for (key, series) in all {
            let labels = "route=\"\(key.route)\",method=\"\(key.method)\",status=\"\(key.status)\""
            for (index, bound) in Self.bounds.enumerated() {
                lines.append("mainstay_request_seconds_bucket{\(labels),le=\"\(bound)\"} \(series.buckets[index])")
            }
            lines.append("mainstay_request_seconds_bucket{\(labels),le=\"+Inf\"} \(series.count)")
            lines.append("mainstay_request_seconds_sum{\(labels)} \(series.seconds)")
            lines.append("mainstay_request_seconds_count{\(labels)} \(series.count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Linux tells it in pages; 0 elsewhere.
    private static var residentBytes: Int {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii) else { return 0 }
        let fields = text.split(separator: " ")
        return fields.count > 1 ? (Int(fields[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
}
