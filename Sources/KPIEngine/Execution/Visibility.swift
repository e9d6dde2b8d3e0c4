/// Who sees which rows, as a model declares it: people, their departments, and how every entity leads to them.
package struct Visibility: Hashable, Sendable {
  /// How an entity's rows are decided.
  package enum Rule: Hashable, Sendable {
    /// Lookups, people and departments: seen by everyone.
    case everyone
    /// Neither subject nor people: seen by those who see all.
    case onlyAll
    /// By the subject; where there is none by the person; where there is none by the department.
    case through(subject: LinkPath?, person: LinkPath?, department: LinkPath?)
  }

  package var people: Int
  package var departments: Int
  /// Text columns of the people.
  package var login: Int
  package var access: Int
  /// Link columns: a person's department, a department's parent and its head.
  package var department: Int
  package var parent: Int
  package var head: Int
  /// From the subject to who looks after it.
  package var owner: LinkPath
  /// Per entity of the store.
  package var rules: [Rule]

  package init(
    people: Int, departments: Int, login: Int, access: Int, department: Int, parent: Int, head: Int, owner: LinkPath,
    rules: [Rule]
  ) {
    self.people = people
    self.departments = departments
    self.login = login
    self.access = access
    self.department = department
    self.parent = parent
    self.head = head
    self.owner = owner
    self.rules = rules
  }

  package enum Failure: Error, Hashable, Sendable {
    /// Nobody has the login; the nearest ones.
    case unknownLogin(logins: [String])
    /// The viewer may see nothing.
    case noAccess
    /// A department is above itself.
    case circularDepartments(name: Int)
  }
}

extension Visibility {
  /// Per entity the mask of what a viewer may see, nil for everything; nil altogether for who sees all.
  ///
  /// - Parameter context: everything that is there on the day.
  package func masks(forLogin login: String, in context: ExecutionContext) throws(Failure) -> [Buffer<UInt8>?]? {
    guard let (set, places) = try reach(of: login, context) else { return nil }
    let subjects = mask(of: owner.entity, [(owner, set)], context)
    return rules.indices.map { entity in
      switch rules[entity] {
      case .everyone: return nil
      case .onlyAll: return Buffer([UInt8](repeating: 0, count: context.store.entities[entity].rowCount + 1))
      case .through(let subject, let person, let department):
        let ways = [subject.map { ($0, subjects) }, person.map { ($0, set) }, department.map { ($0, places) }]
        return mask(of: entity, ways, context)
      }
    }
  }

  /// Per entity what its rows must meet to be seen, nil for everything; nil altogether for who sees all.
  ///
  /// Its links are those of everybody's rows.
  package func conditions(
    forLogin login: String, in context: ExecutionContext
  ) throws(Failure) -> [Scalar?]? {
    guard let (set, places) = try reach(of: login, context) else { return nil }
    func rows(_ flags: Buffer<UInt8>) -> [Int32] {
      (0..<flags.count).filter { flags[$0] != 0 }.map { Int32(truncatingIfNeeded: $0) }
    }
    return rules.map { rule in
      switch rule {
      case .everyone: return nil
      case .onlyAll: return .constant(false)
      case .through(let subject, let person, let department):
        let ways: [(LinkPath, Scalar)] = [
          subject.map { ($0, .rowIn(.row($0.appending(owner)), rows(set))) },
          person.map { ($0, .rowIn(.row($0), rows(set))) }, department.map { ($0, .rowIn(.row($0), rows(places))) },
        ].compactMap { $0 }
        // The first way that leads somewhere decides.
        return .any(
          ways.indices.map { index in
            let before = ways[..<index].map { Scalar.isNull(.row($0.0)) }
            return .all(before + [.not(.isNull(.row(ways[index].0))), ways[index].1])
          })
      }
    }
  }

  /// The people and the departments whose rows a viewer sees; nil for who sees all.
  private func reach(
    of login: String, _ context: ExecutionContext
  ) throws(Failure) -> (people: Buffer<UInt8>, departments: Buffer<UInt8>)? {
    guard let viewer = person(login, context) else {
      throw .unknownLogin(logins: texts(self.login, of: people, context).map(\.1))
    }
    switch texts(access, of: people, context).first(where: { $0.0 == viewer })?.1 {
    case "all": return nil
    case "own": break
    default: throw .noAccess
    }
    let headed = try departmentsBelow(viewer, context)
    let workplace = context.rowSets.link(of: people, column: department)
    var colleagues = [UInt8](repeating: 0, count: context.store.entities[people].rowCount + 1)
    for row in 1..<colleagues.count where headed[workplace[row]] != 0 { colleagues[row] = 1 }
    colleagues[viewer] = 1
    return (Buffer(colleagues), Buffer(headed))
  }

  private func person(_ login: String, _ context: ExecutionContext) -> Int? {
    texts(self.login, of: people, context).first { $0.1 == login }?.0
  }

  private func texts(_ column: Int, of entity: Int, _ context: ExecutionContext) -> [(Int, String)] {
    (1..<context.store.entities[entity].rowCount + 1).compactMap { row in
      context.name(of: row, entity: entity, nameColumn: column).map { (row, $0) }
    }
  }

  /// 1 for the departments that the viewer heads and those below them; heading counts whatever his own is.
  private func departmentsBelow(_ viewer: Int, _ context: ExecutionContext) throws(Failure) -> [UInt8] {
    let count = context.store.entities[departments].rowCount
    let parents = context.rowSets.link(of: departments, column: parent)
    let heads = context.rowSets.link(of: departments, column: head)
    var below = [UInt8](repeating: 0, count: count + 1)
    for row in 1..<count + 1 {
      var place = row
      var steps = 0
      while place != 0 {
        if heads[place] == viewer { below[row] = 1 }
        place = parents[place]
        steps += 1
        if steps > count { throw .circularDepartments(name: row) }
      }
    }
    return below
  }

  /// 1 for each row whose first way that leads somewhere ends in its set.
  private func mask(
    of entity: Int, _ ways: [(LinkPath, Buffer<UInt8>)?], _ context: ExecutionContext
  ) -> Buffer<UInt8> {
    let resolver = Resolver(context: context, clock: UnitClock(today: context.today))
    let steps = ways.compactMap { $0 }.map { (resolver.rows(of: $0.0), $0.1) }
    let count = context.store.entities[entity].rowCount
    var flags = [UInt8](repeating: 0, count: count + 1)
    let rows = Scratch<Int32>()
    let ends = Scratch<Int32>()
    var start = 1
    while start <= count {
      let length = min(blockSize, count - start + 1)
      for index in 0..<length { rows.base[index] = Int32(truncatingIfNeeded: start + index) }
      var decided = [Bool](repeating: false, count: length)
      for (way, set) in steps {
        way(Rows(base: UnsafePointer(rows.base), count: length), ends.base)
        for index in 0..<length where !decided[index] && ends.base[index] != 0 {
          decided[index] = true
          flags[start + index] = set[Int(ends.base[index])]
        }
      }
      start += length
    }
    return Buffer(flags)
  }
}
