import KPILanguage
import KPISQLite

/// Where an engine is, as it is named in place of a file: `postgresql://user@host:5432/db?sslmode=require`.
package struct RemoteAddress: Sendable, Hashable {
  /// The engines that can be named.
  package enum Engine: String, Sendable, Hashable {
    case postgresql, mysql, mariadb, spark

    /// As its makers write it.
    package var name: String {
      switch self {
      case .postgresql: "PostgreSQL"
      case .mysql: "MySQL"
      case .mariadb: "MariaDB"
      case .spark: "Spark"
      }
    }
  }

  package let engine: Engine
  /// As it was named.
  package let text: String
  package private(set) var user: String?
  package private(set) var host: String?
  package private(set) var port: Int?
  package private(set) var database: String?
  /// What stands behind `?`, in its order.
  package private(set) var parameters: [Parameter] = []

  package struct Parameter: Sendable, Hashable {
    package let name: String
    package let value: String
  }

  /// Whether a name in place of a file is an address; files with such names are called `./x://…`.
  package static func isOne(_ text: String) -> Bool {
    guard let end = text.firstRange(of: "://"), end.lowerBound != text.startIndex else { return false }
    return text[..<end.lowerBound].utf8.allSatisfy { (97...122).contains($0 | 0x20) || (48...57).contains($0) }
  }

  /// - Throws: `StoreError.engine` where it is none that can be used; a password in it is one reason.
  package init(_ text: String) throws(StoreError) {
    self.text = text
    let end = text.firstRange(of: "://")
    let scheme = end.map { text[..<$0.lowerBound].lowercased() } ?? ""
    switch scheme {
    case "postgres": engine = .postgresql
    default:
      guard let known = Engine(rawValue: scheme) else {
        throw Self.mistake("`\(shown(scheme))://` is no engine that can be asked")
      }
      engine = known
    }
    var rest = end.map { text[$0.upperBound...] } ?? ""
    guard !text.utf8.contains(0), !text.unicodeScalars.contains(where: { $0.value < 33 }) else {
      throw Self.mistake("an address has no blanks: `%20` stands for one")
    }
    // Behind the host an address has no `@`: there it belongs to a password that holds a slash or a question mark.
    if let start = rest.firstIndex(where: { $0 == "/" || $0 == "?" }), rest[start...].contains("@") {
      throw Self.password(engine)
    }
    if let mark = rest.firstIndex(of: "?") {
      parameters = try Self.parameters(of: rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    var authority = rest
    if let slash = rest.firstIndex(of: "/") {
      authority = rest[..<slash]
      database = try Self.decoded(rest[rest.index(after: slash)...])
    }
    if let sign = authority.lastIndex(of: "@") {
      let user = authority[..<sign]
      guard !user.contains(":") else { throw Self.password(engine) }
      self.user = try Self.decoded(user)
      authority = authority[authority.index(after: sign)...]
    }
    try readHost(authority)
    if parameters.contains(where: { ["password", "pwd", "token"].contains(where: $0.name.lowercased().contains) }) {
      throw Self.password(engine)
    }
  }

  private mutating func readHost(_ authority: Substring) throws(StoreError) {
    var name = authority
    var digits: Substring?
    if name.hasPrefix("["), let close = name.firstIndex(of: "]") {
      let behind = name[name.index(after: close)...]
      name = name[name.index(after: name.startIndex)..<close]
      if behind.hasPrefix(":") { digits = behind.dropFirst() } else if !behind.isEmpty { throw Self.badHost }
    } else if let colon = name.firstIndex(of: ":") {
      digits = name[name.index(after: colon)...]
      name = name[..<colon]
    }
    if let digits, !digits.isEmpty {
      guard let number = Int(digits), (1...65_535).contains(number) else { throw Self.badHost }
      port = number
    }
    host = try Self.decoded(name)
  }

  /// The value of a parameter; nil where it is not there.
  package func parameter(_ name: String) -> String? { parameters.first { $0.name == name }?.value }

  /// Fails where a parameter is there that nothing is done with.
  package func allow(_ names: [String]) throws(StoreError) {
    for parameter in parameters {
      if !names.contains(parameter.name) {
        throw Self.mistake(
          "an address has no parameter `\(shown(parameter.name))`",
          help: "it has \(names.map { "`\($0)`" }.joined(separator: ", "))")
      }
    }
    if let twice = parameters.first(where: { one in parameters.count { $0.name == one.name } > 1 }) {
      throw Self.mistake("the address gives `\(shown(twice.name))` twice")
    }
  }

  // MARK: Parts

  private static func parameters(of text: Substring) throws(StoreError) -> [Parameter] {
    var parameters: [Parameter] = []
    for part in text.split(separator: "&") {
      guard let sign = part.firstIndex(of: "="), let name = try decoded(part[..<sign]) else {
        throw mistake("behind `?` an address has `name=value`, with `&` between two")
      }
      parameters.append(Parameter(name: name, value: try decoded(part[part.index(after: sign)...]) ?? ""))
    }
    return parameters
  }

  /// The text with `%41` read; nil where it is empty.
  private static func decoded(_ text: Substring) throws(StoreError) -> String? {
    var bytes: [UInt8] = []
    var rest = ArraySlice(Array(text.utf8))
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2, code != 0
      else { throw mistake("behind `%` an address has two hexadecimal digits, not `00`: `%25` stands for the sign") }
      bytes.append(code)
      rest.removeFirst(2)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw mistake("the address is no UTF-8") }
    return text.isEmpty ? nil : text
  }

  // MARK: Mistakes

  private static var badHost: StoreError { mistake("behind the host an address has a port from 1 to 65535") }

  private static func mistake(_ message: Message, help: Message? = nil) -> StoreError {
    .engine(
      code: "bad-address", message,
      help: help
        ?? "an address is `postgresql://user@host:5432/db`, `mysql://user@host:3306/db`, `mariadb://…` or `spark://host:15002/schema`"
    )
  }

  /// The address is not repeated: it holds a secret.
  private static func password(_ engine: Engine) -> StoreError {
    let help: Message =
      switch engine {
      case .postgresql: "leave it out: it is read from `~/.pgpass` (mode 0600), or from PGPASSWORD"
      case .mysql, .mariadb: "leave it out: it is read from `~/.my.cnf` (mode 0600), or from MYSQL_PWD"
      case .spark: "leave it out: a token is read from SPARK_CONNECT_AUTHENTICATE_TOKEN"
      }
    return .engine(
      code: "password-in-address",
      "a password in an address can be read by everybody who sees the list of programs, and stays in histories",
      help: help)
  }
}
