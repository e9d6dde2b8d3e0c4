/// A large value that is copied by reference.
///
/// What binds a question hands its catalog on hundreds of times, which has a score of parts to be counted each time.
@propertyWrapper
package struct Shared<Value: Sendable>: Sendable {
  private final class Box: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
  }

  private var box: Box

  package init(wrappedValue: Value) { box = Box(wrappedValue) }

  package var wrappedValue: Value {
    _read { yield box.value }
    set { box = Box(newValue) }
  }

  /// The reference itself, to be handed on.
  package var projectedValue: Shared { self }
}
