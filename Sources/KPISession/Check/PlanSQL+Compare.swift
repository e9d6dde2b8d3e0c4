import KPIEngine
import KPISQL
import KPISQLite

/// What a statement's plan answers twice: by the engine, and in SQL by the database itself.
package enum SQLOutcome: Sendable {
  case same(rows: Int)
  /// What cannot be said in SQL, or `engine` where the engine has no answer either.
  case refused(String)
  /// The statement, and one row that only one of them has.
  case differs(sql: String, engine: [String], database: [String])
  /// A statement for another engine, and the rows that ours answers.
  case written(sql: String, rows: [[SQLCell]])
}

/// What plans are written for in place of SQLite, and how that stores the columns.
package struct OtherEngine: Sendable {
  let dialect: any SQLDialect
  let types: SQLTypes

  /// - Parameter types: lines of a table, a column, its type there and that type's decimals, with tabs between.
  package static func postgres(types: String) -> OtherEngine {
    OtherEngine(dialect: PostgresDialect(), types: SQLTypes(postgres: types))
  }

  /// - Parameter types: lines of a table, a column and its type there, with tabs between.
  package static func spark(types: String) -> OtherEngine {
    OtherEngine(dialect: SparkDialect(), types: SQLTypes(spark: types))
  }
}

/// A value as two engines are held against each other.
package enum SQLCell: Sendable {
  case null
  case number(Double)
  case text(String)
}

extension PlanSQL {
  /// Answers a plan twice; rows in any order, numbers to nine digits.
  func compare(_ plan: Plan, _ database: Database) throws(Halt) -> SQLOutcome {
    let plan = unordered(plan)
    let text: String
    do throws(SQLRefusal) {
      text = try self.text(of: plan, in: SQLiteDialect(composes: true))
    } catch {
      return .refused(error.rawValue)
    }
    let result: PlanResult
    let answer: QueryResult
    do throws(ExecutionError) {
      result = try context.run(plan)
    } catch {
      return .refused("engine")
    }
    do throws(StoreError) {
      answer = try database.query(text)
    } catch {
      return .differs(sql: text, engine: [], database: ["\(error)"])
    }
    let own = rows(of: result, plan).sorted { $0.key < $1.key }
    let others = answer.rows.map { row in Row(row.map(Self.cell)) }.sorted { $0.key < $1.key }
    for index in 0..<max(own.count, others.count) {
      let left = index < own.count ? own[index] : Row([])
      let right = index < others.count ? others[index] : Row([])
      guard left.isLike(right) else { return .differs(sql: text, engine: left.texts, database: right.texts) }
    }
    return .same(rows: own.count)
  }

  /// A plan's statement for another engine, beside the engine's rows.
  func written(_ plan: Plan, for other: OtherEngine) -> SQLOutcome {
    let plan = unordered(plan)
    do throws(SQLRefusal) {
      let text = try self.text(of: plan, in: other.dialect, types: other.types)
      guard let result = try? context.run(plan) else { return .refused("engine") }
      return .written(sql: text, rows: rows(of: result, plan).map(\.cells))
    } catch {
      return .refused(error.rawValue)
    }
  }

  /// What is kept of the rows, and their order, is decided from their numbers afterwards.
  private func unordered(_ plan: Plan) -> Plan {
    guard case .grouped(var grouped) = plan else { return plan }
    grouped.top = nil
    grouped.order = nil
    return .grouped(grouped)
  }

  /// A row as both sides have it.
  private struct Row {
    typealias Cell = SQLCell

    let cells: [Cell]

    init(_ cells: [Cell]) { self.cells = cells }

    /// Rows are paired in this order; numbers to six digits, so that the last digits do not decide.
    var key: String {
      cells.map { cell in
        switch cell {
        case .null: ""
        case .number(let number): "\((number * 100).rounded() / 100)"
        case .text(let text): text
        }
      }.joined(separator: "\u{1F}")
    }

    var texts: [String] { cells.map { "\($0)" } }

    func isLike(_ other: Row) -> Bool {
      cells.count == other.cells.count
        && zip(cells, other.cells).allSatisfy { own, other in
          switch (own, other) {
          case (.null, .null): true
          case (.number(let own), .number(let other)): abs(own - other) <= 1e-9 * max(1, abs(own), abs(other))
          case (.text(let own), .text(let other)): own == other
          default: false
          }
        }
    }
  }

  private static func cell(_ value: Value) -> Row.Cell {
    if let number = value.number { return .number(number) }
    switch value {
    case .null: return .null
    case .text(let text): return .text(text)
    case .boolean(let holds): return .number(holds ? 1 : 0)
    case .date(let day): return .text("\(CivilDate(dayNumber: day).iso) 00:00:00.000")
    case .time(let day, let second): return .text(Self.time(day, second, 0))
    case .moment(let moment): return .text(Self.time(moment.day, moment.second, moment.millisecond))
    default: return .text("\(value)")
    }
  }

  private static func time(_ day: Int, _ second: Int, _ millisecond: Int) -> String {
    let parts = [second / 3_600, second / 60 % 60, second % 60].map { CivilDate.padded($0, 2) }
    return "\(CivilDate(dayNumber: day).iso) \(parts.joined(separator: ":")).\(CivilDate.padded(millisecond, 3))"
  }

  private func rows(of result: PlanResult, _ plan: Plan) -> [Row] {
    switch (result, plan) {
    case (.grouped(let table), .grouped(let plan)):
      return table.rows.map { row in
        let keys = zip(plan.by, row.keys).enumerated().map { position, pair -> Row.Cell in
          switch pair.0 {
          case .grain:
            let unit = plan.frame.units[pair.1]
            if case .unit(let grain, let day) = unit.label { return .text(grain.label(ofUnitAt: day)) }
            return .text(CivilDate(dayNumber: unit.start).iso)
          case .dimension: return self.key(pair.1, table.keys[position])
          }
        }
        return Row(keys + row.columns.map(Self.cell))
      }
    case (.rows(let rows, _), .rows(let plan, _)):
      return rows.map { row in
        Row(
          zip(row, plan.columns).map { value, column in
            guard case .row(let path) = column, case .integer(let number) = value else { return Self.cell(value) }
            return Self.cell(context.key(of: Int(number), entity: path.target))
          })
      }
    case (.asOf(let table), .asOf(let plan)):
      return zip(plan.days, table.cells).flatMap { day, cells in
        zip(table.states, cells).map { state, cell in
          let counts = [cell.subjects, cell.arrived, cell.left].map { Row.Cell.number(Double($0)) }
          return Row([.text(CivilDate(dayNumber: day).iso), key(state, table.labels)] + counts)
        }
      }
    case (.sequence(let table), .sequence(let plan)):
      let groups: [(keys: [Int], steps: [SequenceTable.Step])] =
        plan.dimensions.isEmpty ? [([], table.total)] : table.groups.map { ($0.keys, $0.steps) }
      return groups.map { group in
        let keys = zip(group.keys, table.keys).map { key($0, $1) }
        let steps = group.steps.enumerated().flatMap { index, step -> [Row.Cell] in
          let count = Row.Cell.number(Double(step.subjects))
          return index == 0 ? [count] : [count, step.medianSeconds.map(Row.Cell.number) ?? .null]
        }
        return Row(keys + steps)
      }
    default: return []
    }
  }

  private func key(_ code: Int, _ labels: KeyLabels) -> Row.Cell {
    guard let entity = labels.entity else { return Self.cell(labels.value(of: code)) }
    return code == 0 ? .null : Self.cell(context.key(of: code, entity: entity))
  }
}
