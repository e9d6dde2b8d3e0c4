/// Why a plan could not be run to its end.
package enum ExecutionError: Error, Sendable {
  /// A sum left the range of 64-bit integers.
  case overflow
  case cancelled
  /// More groups than can be told apart.
  case tooManyGroups
  /// A projection has too little to learn from.
  case tooFewMonths(Int, needed: Int)
  /// The engine that has the rows gave no answer; why, whoever asked it knows.
  case elsewhere
}
