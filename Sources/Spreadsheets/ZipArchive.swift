import CZip

/// A zip file, read entry by entry as streams; nothing is ever unpacked to disk.
final class ZipArchive {
    private let archive: OpaquePointer

    init(path: String) throws(Workbook.Failure) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else { throw .notAWorkbook }
        self.archive = archive
        guard zip_get_num_entries(archive, 0) <= 10_000 else { throw .tooLarge }
    }

    deinit { zip_discard(archive) }

    /// An entry on its way out.
    final class Entry {
        private let file: OpaquePointer
        /// Keeps the archive open as long as one of its entries is read.
        private let archive: ZipArchive
        let size: UInt64
        private(set) var taken: UInt64 = 0
        private let packedSize: UInt64
        private let limit: UInt64

        fileprivate init(_ file: OpaquePointer, _ archive: ZipArchive, size: UInt64, packedSize: UInt64, limit: UInt64) {
            (self.file, self.archive, self.size, self.packedSize, self.limit) = (file, archive, size, packedSize, limit)
        }

        deinit { zip_fclose(file) }

        /// The next bytes; empty at the end.
        func read(upTo count: Int) throws(Workbook.Failure) -> [UInt8] {
            var bytes = [UInt8](repeating: 0, count: count)
            let given = bytes.withUnsafeMutableBytes { zip_fread(file, $0.baseAddress, zip_uint64_t(count)) }
            guard given >= 0 else { throw .damaged }
            taken += UInt64(given)
            // What unpacks to a thousand times its size is an attack, not a sheet.
            guard taken <= limit, taken < 10_000_000 || taken / 1_000 <= max(1, packedSize) else { throw .tooLarge }
            bytes.removeLast(count - Int(given))
            return bytes
        }
    }

    /// Opens an entry; nil when there is none with that name.
    func entry(_ name: String, limit: UInt64) throws(Workbook.Failure) -> Entry? {
        var info = zip_stat_t()
        guard zip_stat(archive, name, zip_flags_t(ZIP_FL_NOCASE), &info) == 0 else { return nil }
        guard info.encryption_method == 0 else { throw .encrypted }
        guard info.size <= limit else { throw .tooLarge }
        guard let file = zip_fopen_index(archive, info.index, 0) else { throw .damaged }
        return Entry(file, self, size: info.size, packedSize: info.comp_size, limit: limit)
    }
}
