import KPILanguage

extension Units {
  /// The ISO 4217 codes of currencies.
  private static let currencies: Set<Substring> = Set(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
    CHF CLF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
    GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR
    LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK
    PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS
    TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VEF VES VND VUV WST XAF XAU XCD XCG XOF XPF YER ZAR ZMW
    ZWG ZWL
    """.split { $0 == " " || $0 == "\n" })

  /// Units that are no money.
  private static let others = ["%", "minutes", "hours", "days", "points"]

  /// Those that completion names: money by the code that the language's examples have.
  package static let offered = ["VND"] + others

  /// What money is called by people, and the code that it has.
  private static let nicknames = [
    "dong": "VND", "đ": "VND", "d": "VND", "₫": "VND", "vnđ": "VND", "vnd": "VND", "dollar": "USD", "dollars": "USD",
    "euro": "EUR", "euros": "EUR", "percent": "%", "pct": "%", "phantram": "%", "minute": "minutes", "phut": "minutes",
    "hour": "hours", "gio": "hours", "day": "days", "ngay": "days", "point": "points", "diem": "points",
  ]

  /// The mistake of a unit that is none; nil where it is one.
  static func mistake(in unit: String, at span: Span) -> Diagnostic? {
    if others.contains(unit) || currencies.contains(unit[...]) { return nil }
    let plain = fold(unit)
    let meant = nicknames[plain] ?? (currencies.contains(unit.uppercased()[...]) ? unit.uppercased() : nil)
    let near = others.first { $0 == plain }
    return Diagnostic(
      "unknown-unit", "`\(shown(unit))` is no unit", at: span,
      label: (meant ?? near).map { "write `\($0)`" },
      notes: ["a unit is an ISO currency such as `VND`, or one of \(others.map { "`\($0)`" }.joined(separator: ", "))"])
  }
}
