import KPILanguage
import KPISQLite
import Testing

@testable import KPIRemote

@Suite("Addresses of engines")
struct AddressTests {
  /// The code and the whole text of what is wrong with an address; empty where nothing is.
  private func mistake(_ text: String) -> (code: String, text: String) {
    do throws(StoreError) {
      _ = try RemoteAddress(text)
      return ("", "")
    } catch {
      guard case .engine(let code, let message, let help) = error else { return ("?", "") }
      return (code, message.english + "\n" + (help?.english ?? ""))
    }
  }

  @Test("The parts of an address")
  func parts() throws {
    let address = try RemoteAddress("postgresql://lan%40sales@db.example:5433/crm%20db?sslmode=require&schema=b%C3%A1n")
    #expect(address.engine == .postgresql)
    #expect(address.user == "lan@sales")
    #expect(address.host == "db.example")
    #expect(address.port == 5_433)
    #expect(address.database == "crm db")
    #expect(address.parameter("sslmode") == "require")
    #expect(address.parameter("schema") == "bán")
    let bare = try RemoteAddress("mysql:///crm")
    #expect(bare.host == nil && bare.user == nil && bare.port == nil && bare.database == "crm")
    let six = try RemoteAddress("postgres://[::1]:5432/x")
    #expect(six.engine == .postgresql && six.host == "::1" && six.port == 5_432)
  }

  @Test("What is an address, and what a file")
  func addressesAndFiles() {
    for text in ["postgresql://h/d", "MySQL://h/d", "oracle://h/d", "s3://bucket/x"] {
      #expect(RemoteAddress.isOne(text))
    }
    for text in ["crm.db", "/a/b://c", "./x://y", "://x", "a:b", "a b://c", ""] { #expect(!RemoteAddress.isOne(text)) }
  }

  @Test("A password is refused, wherever it stands, and never repeated")
  func passwords() {
    for text in [
      "postgresql://lan:s3cret-x@h/db", "mysql://lan:s3cret-x@h/db", "postgresql://:s3cret-x@h/db",
      "postgresql://lan:s3cret-x@@h/db", "postgresql://lan:1/s3cret-x@h/db", "mysql://lan:12?s3cret-x@h/db",
      "postgresql://lan@h/db?password=s3cret-x", "postgresql://lan@h/db?sslpassword=s3cret-x",
      "postgresql://h/db?PASSWORD=s3cret-x", "mysql://h/db?pwd=s3cret-x",
    ] {
      let found = mistake(text)
      #expect(found.code == "password-in-address", "\(text)")
      #expect(!found.text.contains("s3cret-x"), "\(text)")
    }
  }

  @Test(
    "What is no address",
    arguments: [
      "oracle://h/d", "postgresql://h:0/d", "postgresql://h:70000/d", "postgresql://h:x/d", "postgresql://h/%zz",
      "postgresql://h/%00", "postgresql://h/d?x", "postgresql://h/a b", "postgresql://h/\u{0}", "postgresql://h/%ff",
      "postgresql://[::1]x/d",
    ])
  func mistakes(_ text: String) { #expect(mistake(text).code == "bad-address") }

  @Test("Parameters that mean nothing are refused by name, and none counts twice")
  func parameters() throws {
    let address = try RemoteAddress("postgresql://h/d?sslmode=require&optoins=x")
    #expect(throws: StoreError.self) { try address.allow(["sslmode", "options"]) }
    #expect(throws: StoreError.self) { try RemoteAddress("mysql://h/d?socket=a&socket=b").allow(["socket"]) }
    try RemoteAddress("mysql://h/d?socket=a").allow(["socket"])
  }

  @Test("The driver's keywords, quoted")
  func connectionText() throws {
    let place = try RemoteAddress("postgresql://o'brien%5C@h:1/my%20db?schema=s&sslmode=disable")
    #expect(
      PostgreSQL.connectionText(place)
        == #"host='h' port='1' user='o\'brien\\' dbname='my db' sslmode='disable' connect_timeout='10' "#
        + "client_encoding='UTF8' fallback_application_name='kpi'")
  }

  @Test("Shown and kept lines have no password, and keep their places")
  func secrets() {
    for (text, hidden) in [
      (#"open "postgresql://lan:geheim@h/db" model "m""#, #"open "postgresql://lan:******@h/db" model "m""#),
      (".open mysql://:p@h/db", ".open mysql://:*@h/db"),
      ("postgresql://lan:a/b?c@d@h/db", "postgresql://lan:*******@h/db"),
      ("postgresql://h/db?sslmode=x&password=ab&c=d", "postgresql://h/db?sslmode=x&password=**&c=d"),
      ("postgresql://lan@h:5432/db", "postgresql://lan@h:5432/db"), ("show revenue", "show revenue"),
      ("see https://example.com/x?y=1", "see https://example.com/x?y=1"),
    ] {
      #expect(Secrets.hidden(in: text) == hidden)
      #expect(hidden.unicodeScalars.count == text.unicodeScalars.count)
    }
  }
}
