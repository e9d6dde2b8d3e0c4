import Synchronization

/// A block of row numbers of one entity.
struct Rows {
  let base: UnsafePointer<Int32>
  let count: Int
  /// The first of rows that follow each other, so that columns are read from there on; 0 where they may not.
  let first: Int
  /// Tells these rows from others that a kernel is given; 0 where nobody says.
  let identity: Int

  init(base: UnsafePointer<Int32>, count: Int, first: Int = 0, identity: Int = 0) {
    self.base = base
    self.count = count
    self.first = first
    self.identity = identity
  }

  private static let identities = Atomic(1)

  /// A number that no other rows have had.
  static func newIdentity() -> Int { identities.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// Computes a value for each row of a block.
///
/// Types are resolved when it is made, so it runs without branches on types.
typealias Fill<Output> = (Rows, UnsafeMutablePointer<Output>) -> Void

/// A row expression with its types resolved against the store.
enum Resolved {
  /// Codes of `texts`; 0 is null.
  case codes(Fill<UInt32>, texts: Texts)
  /// Rows of the target; 0 is null.
  case rows(Fill<Int32>, target: Int)
  /// value × 10^scale; `nullNumber` is null.
  case exact(Fill<Int64>, scale: Int)
  /// NaN is null.
  case real(Fill<Double>)
  /// Local moments (see `Stamp`); `nullNumber` is null.
  case stamps(Fill<Int64>)
  /// 1 where the condition holds.
  case flags(Fill<UInt8>)
  /// Null in every row, of any type.
  case null
}

/// Where codes point: a dictionary of the store, or texts that an expression made.
enum Texts {
  case stored(Int)
  /// The first text stands for null.
  case made(TextList)
}

/// Memory for one vector of a block, owned by the expression that uses it.
final class Scratch<Element: BitwiseCopyable> {
  let base: UnsafeMutablePointer<Element>

  init() { base = .allocate(capacity: blockSize) }

  deinit { base.deallocate() }
}
