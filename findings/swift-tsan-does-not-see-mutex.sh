#!/bin/sh
# ThreadSanitizer with Swift 6.3.1 on Linux does not see the lock of `Synchronization.Mutex`: what only one thread at a
# time can touch is called a "Swift access race". The sum is right each time (seen on x86-64; up to four reports a run).
# It ends with 0 where the report comes, 1 where it does not any more.
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat > "$folder/m.swift" <<'SWIFT'
import Dispatch
import Synchronization

final class Box: @unchecked Sendable {
  private let lock = Mutex(())
  private var slots = [Int](repeating: 0, count: 8)
  func set(_ index: Int) { lock.withLock { _ in for _ in 0..<1_000 { slots[index] += 1 } } }
  func all() -> [Int] { lock.withLock { _ in slots } }
}

let box = Box()
DispatchQueue.concurrentPerform(iterations: 64) { box.set($0 % 8) }
print(box.all())
SWIFT
swiftc -sanitize=thread "$folder/m.swift" -o "$folder/m"
for run in 1 2 3 4 5; do
  if "$folder/m" 2>&1 | grep "Swift access race"; then exit 0; fi
done
exit 1
