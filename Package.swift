// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

// The run-time checks that no two accesses to a variable overlap cost the loops over rows a tenth and more of their time.
// What the compiler can prove it still checks everywhere, and builds for debugging (all tests) check the rest as they run.
//
// Of processors with Intel's instructions those since 2009 count the bits of a word at once (x86-64-v2); all with Arm's do.
#if arch(x86_64)
let processor: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-march=x86-64-v2"], .when(configuration: .release))]
#else
let processor: [SwiftSetting] = []
#endif

let quick =
  strict + processor + [
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
    // Tests load hundreds of databases: loops over rows that are not optimised take most of their time.
    .unsafeFlags(["-O"], .when(configuration: .debug)),
  ]

// Half of a short run's start was the loader's: 58,000 addresses to be moved, on pages that are else not touched, and names
// that it looks up for the C++ library. So what `make release` builds has a place of its own, and that library within it.
// Only there, where Swift's libraries are inside too: of a program with a fixed place the loader warns of their functions.
let startsSoon: [LinkerSetting] =
  Context.environment["KPI_STATIC"] == nil
  ? []
  : [
    .unsafeFlags(
      ["-Xclang-linker", "-no-pie", "-L", "\(Context.packageDirectory)/.build/static"],
      .when(platforms: [.linux], configuration: .release))
  ]

func room(
  _ name: String, _ imports: [Target.Dependency] = [], resources: [Resource] = [], _ settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: imports, resources: resources, swiftSettings: settings)
}

func tests(_ name: String, _ imports: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: imports, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "kpi",
  products: [
    .executable(name: "kpi", targets: ["kpi"]),
    .library(name: "KPISession", targets: ["KPISession"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // The system libraries.
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .systemLibrary(name: "CXLSXWriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CStack"),
    // What drivers of engines look like, which are opened when they are asked for: no library is linked.
    .systemLibrary(name: "CADBC"),
    .systemLibrary(name: "CMariaDB"),
    // The rooms, in the direction a statement walks through them (docs/ARCHITECTURE.md).
    room("KPILanguage"),
    room("KPIEngine", [], quick),
    room("KPISQLite", ["KPILanguage", "KPIEngine", "CSQLite", "CMalloc"], quick),
    room("KPIRemote", ["KPILanguage", "KPIEngine", "KPISQLite", "KPISQL", "CADBC", "CMariaDB"], quick),
    room("KPICompiler", ["KPILanguage", "KPIEngine"], resources: [.embedInCode("Model/crm.kpi")]),
    room("KPISQL", ["KPIEngine"]),
    room(
      "KPIOutput", ["KPILanguage", "KPIEngine", "CXLSXWriter", "CZlib"],
      resources: ["page.css", "live.css", "page.js"].map { .embedInCode("Page/\($0)") }),
    room("KPIDemo", ["CSQLite"], resources: [.embedInCode("schema.sql")]),
    room("KPIInit", ["KPILanguage", "KPIEngine", "KPISQLite"]),
    room(
      "KPISession",
      [
        "KPILanguage", "KPIEngine", "KPISQLite", "KPIRemote", "KPICompiler", "KPISQL", "KPIOutput", "KPIInit", "CStack",
      ]),
    .executableTarget(
      name: "kpi",
      dependencies: [
        "KPISession", "KPIDemo", "CReadline", "CMalloc",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict, linkerSettings: startsSoon),
    tests("KPILanguageTests", ["KPILanguage"], exclude: ["untold.txt"]),
    tests("KPIEngineTests", ["KPIEngine"]),
    tests("KPISQLiteTests", ["KPISQLite", "KPILanguage", "KPIEngine", "CSQLite"]),
    tests("KPIRemoteTests", ["KPIRemote", "KPISQL", "KPISQLite", "KPILanguage", "KPIEngine", "CADBC", "CSQLite"]),
    tests("KPICompilerTests", ["KPICompiler", "KPILanguage", "KPIEngine"], exclude: ["Plans"]),
    tests("KPIOutputTests", ["KPIOutput", "KPIEngine", "KPILanguage"], exclude: ["Pictures"]),
    tests("KPIDemoTests", ["KPIDemo", "CSQLite"]),
    tests(
      "KPISessionTests",
      [
        "KPISession", "KPIDemo", "KPISQLite", "KPILanguage", "KPIEngine", "KPICompiler", "KPISQL", "KPIOutput",
        "CSQLite",
      ],
      exclude: ["Golden", "Lines"]),
  ]
)
