/// A statement of a script, a model or the prompt.
package struct Statement: Sendable, Hashable {
  /// The forms of a statement.
  package indirect enum Kind: Sendable, Hashable {
    case pipeline(Pipeline)
    case letValue(Name, Expression)
    case letTable(Name, Pipeline)
    case parameter(ParameterDeclaration)
    case importScript(String, Span)
    case forEach(Name, Sequence, [Statement])
    case ifElse(Expression, then: [Statement], otherwise: [Statement])
    case reportDefinition(Name, parameters: [Name], [Statement])
    case runReport(Name, arguments: [Expression])
    case print(Expression)
    case assertion(Expression, message: Expression?, orEmpty: Bool)
    case warning(Expression, message: Expression?)
    case set(Name, [Expression])
    case actAs(Name)
    case open(String, model: String?, Span)
    case declaration(Declaration)
  }

  /// What a `for` runs over.
  package enum Sequence: Sendable, Hashable {
    /// `months of year 2023`.
    case units(CalendarUnit, Period)
    /// `values of source`.
    case values(Path)
    /// `(Facebook, Zalo)`.
    case list([Expression])
    /// `rows of $t`.
    case rows(Name)
  }

  package var kind: Kind
  package var span: Span
  /// How else it may be read, where a name of several words holds a keyword.
  package var others: [Statement] = []
  /// Where it has names of several words; kept where there are other readings.
  package var namesOfWords: [Span] = []
  /// The language that its verb is in; nil where no word of it tells.
  package var language: TextLanguage?

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// `param month as month = 2023-09 "Month to report"`, `param source in (Facebook, Zalo) = Facebook`.
package struct ParameterDeclaration: Sendable, Hashable {
  /// The values that it may have.
  package enum Choices: Sendable, Hashable {
    case list([Expression])
    /// `values of source`: those that the data has.
    case values(Path)
  }

  /// What it is where nothing is given.
  package enum Initial: Sendable, Hashable {
    case expression(Expression)
    /// `last month`: the unit that it is on the day of the run.
    case period(Period)

    package var span: Span {
      switch self {
      case .expression(let expression): expression.span
      case .period(let period): period.span
      }
    }
  }

  package var name: Name
  /// `number`, `month`, …; nil where the value that it has otherwise tells it.
  package var type: Name?
  package var choices: Choices?
  /// nil where something has to be given.
  package var initial: Initial?
  package var label: String?

  package init(name: Name) { self.name = name }
}

/// What a model declares; metrics, segments, events and targets may stand in scripts too.
package indirect enum Declaration: Sendable, Hashable {
  case model(Name, label: String?)
  case subject(Name)
  case entity(EntityDeclaration)
  case viewer(ViewerDeclaration)
  case events(EventsDeclaration)
  case metric(MetricDeclaration)
  case segment(SegmentDeclaration)
  case target(TargetDeclaration)
  case alert(AlertDeclaration)
  case report(ReportDeclaration)
  case policy(Name, Expression)
}

/// `[optional] entity customers "Khách hàng" { … }`.
package struct EntityDeclaration: Sendable, Hashable {
  /// A line of the block.
  package enum Member: Sendable, Hashable {
    /// `table customers key id [where CONDITION]`.
    case table(Name, key: [Name], condition: Expression?)
    case name(Name)
    case login(Name)
    /// `columns name, phone, owner`: what a drill shows of a row.
    case columns([Name])
    case time(TimeMember)
    case dimension(DimensionMember)
    case link(LinkMember)
    case measure(MeasureMember)
    case history(HistoryMember)
  }

  /// `time closed [planned] = EXPR`, `time created_at as unix`, `time order.created_at`, `time at = year, month as "yyyy mm"`.
  package struct TimeMember: Sendable, Hashable {
    package var name: Name
    package var label: String?
    /// Other names that people call it by.
    package var also: [String] = []
    package var isPlanned: Bool
    /// The column, path or expression; the name itself where nothing was written after it.
    package var value: Expression
    /// More columns, which are read side by side with the first.
    package var more: [Name] = []
    /// `unix`, `unix_ms`, or a pattern such as `dd/mm/yyyy`.
    package var format: String?
  }

  /// `dimension NAME ["LABEL"] [= EXPR] [-> table.column] [order column]`.
  package struct DimensionMember: Sendable, Hashable {
    package var name: Name
    package var label: String?
    /// Other names that people call it by.
    package var also: [String] = []
    package var value: Expression
    package var lookup: Lookup?
  }

  /// `source_id -> sources.name [by code] [order position]`: the text of another table's row.
  package struct Lookup: Sendable, Hashable {
    package var table: Name
    package var column: Name
    /// The column that is looked up; nil for the table's own key.
    package var key: Name?
    package var order: Name?
  }

  /// `link NAME ["LABEL"] = column -> entity` or `link NAME = path` (another name for a link).
  package struct LinkMember: Sendable, Hashable {
    package var name: Name
    package var label: String?
    /// Other names that people call it by.
    package var also: [String] = []
    package var path: Path
    package var target: Name?
  }

  /// `measure amount "Số tiền" = amount as "1.234,56" as VND`.
  package struct MeasureMember: Sendable, Hashable {
    package var name: Name
    package var label: String?
    /// Other names that people call it by.
    package var also: [String] = []
    package var value: Expression
    /// A number as the table's columns have it written.
    package var form: Name?
    package var unit: Name?
  }

  /// `history relationship = relationship_changes by customer_id at changed_at [as FORM] from A to B [-> t.c | -> entity] [where C]`.
  package struct HistoryMember: Sendable, Hashable {
    package var dimension: Name
    package var table: Name
    package var key: Name?
    package var subject: Name
    package var time: Name
    /// How the column has its times, as a `time` says it.
    package var format: String?
    package var from: Name
    package var to: Name
    package var target: Path?
    /// Which of the table's rows are changes of this: an audit table has those of all columns.
    package var condition: Expression?
  }

  package var name: Name
  package var label: String?
  /// Other names that people call it by.
  package var also: [String] = []
  package var isOptional: Bool
  package var members: [Member]
  package var span: Span
}

/// `viewer employees access kpi_access department department_id of departments parent parent_id head head_id`.
package struct ViewerDeclaration: Sendable, Hashable {
  package var entity: Name
  package var access: Name
  package var department: Name
  package var departments: Name
  package var parent: Name
  package var head: Name
}

/// `events N = E1[(CONDITION)] [at TIME] + E2 …`.
package struct EventsDeclaration: Sendable, Hashable {
  /// One entity of the union.
  package struct Part: Sendable, Hashable {
    package var entity: Name
    package var condition: Expression?
    package var time: Path?
  }

  package var name: Name
  package var label: String?
  /// Other names that people call it by.
  package var also: [String] = []
  package var parts: [Part]
  package var redefines: Bool
}

/// `[redefine] metric NAME ["LABEL"] = EXPRESSION [as UNIT] [better lower] ["DESCRIPTION"]`.
package struct MetricDeclaration: Sendable, Hashable {
  package var name: Name
  package var label: String?
  /// Other names that people call it by.
  package var also: [String] = []
  package var expression: Expression
  /// The expression's source text, for `describe`.
  package var text: String
  package var unit: Unit?
  package var betterLower: Bool
  package var description: String?
  package var redefines: Bool

  /// `as VND`, `as %`.
  package struct Unit: Sendable, Hashable {
    package var text: String
    package var span: Span
  }
}

/// `segment vip "Khách VIP" = customers where [revenue all] >= 100M`.
package struct SegmentDeclaration: Sendable, Hashable {
  package var name: Name
  package var label: String?
  /// Other names that people call it by.
  package var also: [String] = []
  package var entity: Name
  package var condition: Expression
  package var redefines: Bool
}

/// `target calls_connected 40 per day for department = 'Telesale'`.
package struct TargetDeclaration: Sendable, Hashable {
  package var metric: Path
  package var amount: NumberLiteral
  package var unit: CalendarUnit
  package var dimension: Path?
  package var value: Expression?
}

/// `alert visits per day when visits < 0.7 * previous(visits) "look at the campaigns"`.
package struct AlertDeclaration: Sendable, Hashable {
  package var metric: Path
  /// The units that are judged, each by itself.
  package var unit: CalendarUnit
  package var condition: Expression
  /// The condition's source text.
  package var text: String
  /// What to do when it fires.
  package var advice: String?
  package var span: Span
}

/// What a report needs from the model.
///
/// `report funnel = a, b detail c, d`, `report journey by relationship`, `report growth of customers`: every form is a list of words and items; the report that reads it checks them.
package struct ReportDeclaration: Sendable, Hashable {
  package var report: Name
  package var metrics: [Path] = []
  package var detail: [Path] = []
  /// `of EVENT`.
  package var of: Event?
  /// `outcome EVENT`.
  package var outcome: Event?
  /// `by DIMENSION`.
  package var by: Path?
  /// `targets ENTITY`.
  package var targets: Name?
  /// The portrait's tables: `share M by D [top N] as NAME`.
  package var tables: [Table] = []

  /// `share M, … by D [top N] as NAME`.
  package struct Table: Sendable, Hashable {
    package var metrics: [Path]
    package var dimension: Path
    package var top: Top?
    package var name: Name
  }
}
