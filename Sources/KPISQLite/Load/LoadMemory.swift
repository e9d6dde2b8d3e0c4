import CMalloc

/// The time of a load, in which every larger piece of memory goes back to the system as soon as it is freed.
///
/// A load holds as much that was read as it makes columns of; what the one frees is seldom of the size that the other needs.
struct LoadMemory {
  init() { kpi_give_freed_memory_back() }

  /// Questions keep what they free, for the next one.
  func end() { kpi_keep_freed_memory() }
}
