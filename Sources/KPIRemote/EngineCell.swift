/// A value as an engine gives it; texts and bytes are where the driver holds them, until the next batch.
package enum EngineCell {
  case null
  case boolean(Bool)
  case integer(Int64)
  case unsigned(UInt64)
  case real(Double)
  /// A floating number of 32 bits.
  case single(Float)
  /// `coefficient ÷ 10^scale`.
  case decimal(Int128, scale: Int)
  /// UTF-8, not checked.
  case text(UnsafeBufferPointer<UInt8>)
  case bytes(UnsafeBufferPointer<UInt8>)
  /// Days since 1970-01-01.
  case day(Int32)
  /// Microseconds since 1970-01-01: of UTC where the type has a zone, else of a clock on the wall.
  case moment(microseconds: Int64, isInstant: Bool)
  /// Microseconds since midnight.
  case clock(microseconds: Int64)
  /// A type that is not read: a list, a structure, an interval.
  case other
}
