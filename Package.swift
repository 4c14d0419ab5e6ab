// swift-tools-version: 6.2
import PackageDescription

/// Every room is compiled the same way: Swift 6, explicit existentials, and a warning is an error.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// - Parameter excluding: folders of files that tests read themselves.
func tests(_ name: String, _ dependencies: [Target.Dependency], excluding: [String] = []) -> Target {
    .testTarget(name: name + "Tests", dependencies: dependencies, path: "Tests/" + name, exclude: excluding, swiftSettings: strict)
}

let package = Package(
    name: "mainstay",
    products: [.executable(name: "mainstay", targets: ["mainstay"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .executableTarget(
            name: "mainstay",
            dependencies: [
                "App", "GroundTruth", "Interface", "Scoring", "Spreadsheets", "Storage", "Basics", "CMalloc",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        room("App", [
            "Interface", "Storage", "Spreadsheets", "Scoring", "GroundTruth", "Basics",
            .product(name: "Hummingbird", package: "hummingbird"),
            .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "CryptoExtras", package: "swift-crypto"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "Yams", package: "Yams"),
        ]),
        room("Scoring", ["Basics", .product(name: "Yams", package: "Yams")]),
        room("GroundTruth", ["Basics"]),
        room("Spreadsheets", ["Basics", "CZlib", "CZip", "CExpat", "CXlsxwriter"]),
        room("Interface", ["Basics", "Assets", "CZlib"]),
        room("Storage", ["Basics", "CPostgres", .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift")]),
        room("Basics"),
        .target(name: "Assets"),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
        .systemLibrary(name: "CXlsxwriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        .target(
            name: "TestDatabases", dependencies: ["Storage", "Basics", "CPostgres"], path: "Tests/TestDatabases", swiftSettings: strict
        ),
        tests("Basics", ["Basics"]),
        tests("Storage", ["Storage", "Basics", "TestDatabases"]),
        tests("Spreadsheets", ["Spreadsheets", "Basics"]),
        tests("Scoring", ["Scoring", "Basics"]),
        tests("GroundTruth", ["GroundTruth", "Basics"]),
        tests("Interface", ["Interface", "Basics"]),
        tests("App", [
            "App", "Interface", "Storage", "Spreadsheets", "Scoring", "GroundTruth", "Basics", "TestDatabases",
            .product(name: "HummingbirdTesting", package: "hummingbird"),
        ], excluding: ["Web/Snapshots"]),
        tests("Architecture", []),
    ],
    cLanguageStandard: .gnu2x
)
