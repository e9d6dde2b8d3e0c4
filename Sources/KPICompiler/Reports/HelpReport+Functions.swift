import KPILanguage

/// `help functions` and `help round`: from the table of functions.
extension HelpReport {
  /// The topics that list the functions, folded.
  static let topicsOfFunctions: Set<String> = Set(["functions", "function", "hàm", "các hàm"].map(fold))

  /// All functions, by what they are of.
  static func functions(_ compiler: Compiler) -> [Message] {
    let families: [(Message, [Function])] = [
      ("of rows of the model:", Function.aggregates), ("of values, everywhere:", Function.values),
      ("of metrics:", Function.ofMetrics), ("of a row alone:", Function.ofRows),
    ]
    let blocks = families.map { heading, functions in [heading] + functions.map { "  \(line(of: $0, compiler))" } }
    return blocks.reduce([]) { $0 + $1 + [""] } + ["`help round` tells how a function is written, with an example"]
  }

  /// Its names and what it gives.
  static func line(of function: Function, _ compiler: Compiler) -> Message {
    // The reader's own name first.
    let names = compiler.language == .vi ? function.names.reversed() : function.names
    return "\(Message(written: names.joined(separator: ", "))): \(function.summary)"
  }

  /// What there is to say of one.
  static func lines(of function: Function, _ compiler: Compiler) -> [Message] {
    var lines = [line(of: function, compiler)]
    for place in Function.Place.allCases {
      let forms = function.forms.filter { $0.places.contains(place) }.map { "    \($0.told)" as Message }
      guard !forms.isEmpty else { continue }
      let earlier = Function.Place.allCases.prefix { $0 != place }
      // What is written alike in many places is shown once, with all of them.
      if earlier.contains(where: { other in function.forms(in: other) == function.forms(in: place) }) { continue }
      let alike = Function.Place.allCases.filter { function.forms(in: $0) == function.forms(in: place) }
      lines.append(
        alike.count == Function.Place.allCases.count
          ? "  everywhere:" : "  in \(Message.list(alike.map(\.description))):")
      lines += forms
    }
    if speaksOf(function.example, compiler) {
      lines.append("  example: \(example(function.example, compiler))")
    }
    return lines
  }
}

extension Function {
  /// How it is written in a place.
  fileprivate func forms(in place: Place) -> [String] { forms.filter { $0.places.contains(place) }.map(\.text) }
}
