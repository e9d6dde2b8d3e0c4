/// A language that people read answers and messages in.
package enum TextLanguage: String, Sendable, Hashable, CaseIterable {
  case en, vi
}
