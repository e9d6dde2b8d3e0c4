import Foundation
import Testing

@testable import KPIOutput

/// What is drawn can be read: contrast by the formula of WCAG 2.2, colours told apart by colour-blind readers.
struct PaletteTests {
  private typealias Colour = (red: Double, green: Double, blue: Double)

  private static func colour(_ text: String) -> Colour {
    let digits = text.dropFirst()
    let whole = digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
    let number = Int(whole, radix: 16) ?? 0
    return (Double((number >> 16) & 255) / 255, Double((number >> 8) & 255) / 255, Double(number & 255) / 255)
  }

  private static func linear(_ part: Double) -> Double {
    part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }

  private static func light(_ colour: Colour) -> Double {
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
  }

  private static func contrast(_ left: Colour, _ right: Colour) -> Double {
    let (a, b) = (light(left) + 0.05, light(right) + 0.05)
    return max(a, b) / min(a, b)
  }

  private static func mixed(_ over: Colour, _ under: Colour, _ share: Double) -> Colour {
    (
      over.red * share + under.red * (1 - share), over.green * share + under.green * (1 - share),
      over.blue * share + under.blue * (1 - share)
    )
  }

  private static let grounds = (light: colour("#fff"), dark: colour("#161616"))

  /// Colours by name in a style sheet: `--ink:#1a1a1a`.
  private static func variables(_ style: Substring) -> [String: String] {
    var found: [String: String] = [:]
    for match in style.matches(of: /--([a-z]+):(#[0-9a-f]+)/) { found[String(match.1)] = String(match.2) }
    return found
  }

  @Test func textsAreReadOnTheirGround() throws {
    let style = String(decoding: PackageResources.page_css, as: UTF8.self)
    let parts = style.split(separator: "@media screen", maxSplits: 1)
    #expect(parts.count == 2)
    for (name, scheme) in zip(["light", "dark"], parts) {
      let colours = Self.variables(scheme)
      for (text, ground) in [
        ("ink", "ground"), ("pale", "ground"), ("ink", "chosen"), ("link", "ground"), ("ground", "ink"),
      ] {
        let (over, under) = (try #require(colours[text]), try #require(colours[ground]))
        #expect(Self.contrast(Self.colour(over), Self.colour(under)) >= 4.5, "\(text) on \(ground), \(name)")
      }
    }
    // Those of the pictures.
    for (text, ground) in [("#1a1a1a", "#fff"), ("#595959", "#fff"), ("#ececec", "#161616"), ("#b5b5b5", "#161616")] {
      #expect(SVGChart.style.contains(text))
      #expect(Self.contrast(Self.colour(text), Self.colour(ground)) >= 4.5)
    }
  }

  /// WCAG asks 3 : 1 of what is drawn.
  @Test func coloursStandOutFromTheirGround() {
    #expect(SVGChart.palerColours.map(\.name) == SVGChart.colours.prefix(SVGChart.colourCount).map(\.name))
    for own in SVGChart.colours + SVGChart.palerColours {
      #expect(Self.contrast(Self.colour(own.light), Self.grounds.light) >= 3, "\(own.name), light")
      #expect(Self.contrast(Self.colour(own.dark), Self.grounds.dark) >= 3, "\(own.name), dark")
    }
  }

  @Test func numbersAreReadOnEveryShade() throws {
    for name in ["c0", "down"] {
      let own = try #require(SVGChart.colours.first { $0.name == name })
      for step in 0...1_000 {
        let share = Double(step) / 1_000
        let ink = SVGChart.ink(on: share).split(separator: " ")
        let light = Self.mixed(Self.colour(own.light), Self.grounds.light, SVGChart.shade(share))
        let dark = Self.mixed(Self.colour(own.dark), Self.grounds.dark, SVGChart.shade(share))
        let (black, white) = (Self.colour("#000"), Self.colour("#fff"))
        #expect(Self.contrast(ink.contains("k1") ? white : black, light) >= 4.5, "\(name), light, \(share)")
        #expect(Self.contrast(ink.contains("k2") ? black : white, dark) >= 4.5, "\(name), dark, \(share)")
      }
    }
  }

  /// How a reader without one kind of cones sees a colour (Machado, Oliveira, Fernandes, 2009, the whole deficiency).
  private static let blindness: [(name: String, matrix: [Double])] = [
    ("all cones", [1, 0, 0, 0, 1, 0, 0, 0, 1]),
    ("protanopia", [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]),
    ("deuteranopia", [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881]),
    ("tritanopia", [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900]),
  ]

  /// Oklab (Ottosson, 2020), in which distances are those that are seen.
  private static func seen(_ colour: Colour, _ matrix: [Double]) -> [Double] {
    let parts = [linear(colour.red), linear(colour.green), linear(colour.blue)]
    let own = (0..<3).map { row -> Double in
      let sum: Double = matrix[row * 3] * parts[0] + matrix[row * 3 + 1] * parts[1] + matrix[row * 3 + 2] * parts[2]
      return min(1, max(0, sum))
    }
    let cones: [Double] = [
      cbrt(0.4122214708 * own[0] + 0.5363325363 * own[1] + 0.0514459929 * own[2]),
      cbrt(0.2119034982 * own[0] + 0.6806995451 * own[1] + 0.1073969566 * own[2]),
      cbrt(0.0883024619 * own[0] + 0.2817188376 * own[1] + 0.6299787005 * own[2]),
    ]
    return [
      0.2104542553 * cones[0] + 0.7936177850 * cones[1] - 0.0040720468 * cones[2],
      1.9779984951 * cones[0] - 2.4285922050 * cones[1] + 0.4505937099 * cones[2],
      0.0259040371 * cones[0] + 0.7827717662 * cones[1] - 0.8086757660 * cones[2],
    ]
  }

  private static func distance(_ left: String, _ right: String, _ matrix: [Double]) -> Double {
    let (a, b) = (seen(colour(left), matrix), seen(colour(right), matrix))
    var sum = 0.0
    for index in 0..<3 { sum += (a[index] - b[index]) * (a[index] - b[index]) }
    return sum.squareRoot()
  }

  /// The least distance of the first colours of the palette; two that a reader just tells apart side by side are some
  /// 0.02 apart.
  @Test func colourBlindReadersTellColoursApart() {
    let palette = SVGChart.colours.filter { $0.name.hasPrefix("c") }
    for (name, matrix) in Self.blindness {
      for (scheme, colours) in [("light", palette.map(\.light)), ("dark", palette.map(\.dark))] {
        for (index, left) in colours.enumerated() {
          for (other, right) in colours.enumerated().dropFirst(index + 1) {
            let distance = Self.distance(left, right, matrix)
            #expect(distance >= 0.08, "c\(index) and c\(other), \(name), \(scheme): \(distance)")
          }
        }
        // What rises and what falls.
        let (up, down) = (SVGChart.colours.first { $0.name == "up" }, SVGChart.colours.first { $0.name == "down" })
        guard let up, let down else {
          Issue.record("no colours of rise and fall")
          return
        }
        let pair = scheme == "light" ? (up.light, down.light) : (up.dark, down.dark)
        #expect(Self.distance(pair.0, pair.1, matrix) >= 0.08, "\(name), \(scheme)")
      }
    }
  }

  @Test func theHashIsThatOfTheStandard() {
    // The examples of FIPS 180-4, and one that fills a block exactly.
    let known = [
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ]
    for (text, hash) in known {
      #expect(SHA256.hash(of: Array(text.utf8)).map { String(format: "%02x", $0) }.joined() == hash)
    }
    #expect(SHA256.base64(of: Array("abc".utf8)) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }
}
