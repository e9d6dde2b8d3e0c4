/// A word, or several that belong together, that the grammar knows.
///
/// The raw value is the English form. Every fact about a keyword stands in `Keyword.vocabulary`.
package enum Keyword: String, Sendable, Hashable, CaseIterable {
  case show
  case share
  case growth
  case funnel
  case cycle
  case journey
  case portrait
  case scorecard
  case retention
  case list
  case drill
  case why
  case forecast
  case explain
  case describe
  case values
  case help
  case alerts
  case sql
  case analyze
  case postgres, spark
  case detail
  case strict
  case by
  case `where`
  case having
  case comparePrevious = "compare previous"
  case compareYear = "compare year"
  case compareWith = "compare with"
  case top
  case withOther = "with other"
  case orderBy = "order by"
  case desc
  case asc
  case within
  case overall
  case metrics
  case weights
  case grades
  case day
  case week
  case month
  case quarter
  case year
  case hour
  case weekday
  case from
  case to
  case `in`
  case last
  case previous
  case this
  case next
  case today
  case yesterday
  case all
  case and
  case or
  case not
  case isNull = "is null"
  case isNotNull = "is not null"
  case between
  case contains
  case startsWith = "starts with"
  case null
  case `true`
  case `false`
  case orEmpty = "or empty"
  case sort
  case take
  case select
  case derive
  case pivot
  case unpivot
  case chart
  case export
  case excel
  case saveAs = "save as"
  case card
  case bar
  case line
  case pie
  case heatmap
  case `let`
  case param
  case `import`
  case `for`
  case `if`
  case `else`
  case report
  case run
  case print
  case assert
  case warnIf = "warn if"
  case set
  case `as`
  case open
  case metric
  case segment
  case target
  case alert
  case events
  case redefine
  case model
  case subject
  case entity
  case optional
  case viewer
  case policy
  case dimension
  case measure
  case link
  case history
  case table
  case name
  case login
  case columns
  case time
  case key
  case planned
  case order
  case outcome
  case targets
  case of
  case at
  case `while`
  case overlaps
  case per
  case when
  case distinct
  case first
  case each
  case rows
  case before
  case upTo = "up to"
  case ever
  case questionPeriod = "P"
  case betterLower = "better lower"
  case also
  case access
  case department
  case parent
  case head
}

extension Keyword {
  /// Where a keyword may stand.
  package enum Role: Sendable, Hashable {
    /// Begins a question.
    case question
    /// Begins any other statement.
    case statement
    /// Begins a member of an entity's block.
    case member
    /// Begins a clause of a question.
    case clause
    /// Begins a period, or is one of its units.
    case period
    /// Joins or ends a condition.
    case condition
    /// Begins a stage of a pipe.
    case pipe
    /// Stands inside one of the others.
    case inner
  }

  /// One keyword's forms and its line of help.
  package struct Entry: Sendable {
    /// The keyword that the forms stand for.
    package let keyword: Keyword
    /// The English forms, the first the usual one; several words are separated by one blank.
    package let english: [String]
    /// The Vietnamese forms, with their diacritics; empty where the English form is the only one.
    package let vietnamese: [String]
    /// Where it may stand.
    package let role: Role
    /// A phrase for help and completion: lower case, no full stop.
    package let help: Message
    /// Of what begins a question.
    package let form: QuestionForm

    fileprivate init(
      _ keyword: Keyword, _ role: Role, _ vietnamese: [String], _ help: Message, plural: Bool = false,
      _ form: QuestionForm = QuestionForm(nil)
    ) {
      self.keyword = keyword
      english = plural ? [keyword.rawValue, keyword.rawValue + "s"] : [keyword.rawValue]
      self.vietnamese = vietnamese
      self.role = role
      self.help = help
      self.form = form
    }
  }

  /// What the table says about this keyword.
  package var entry: Entry { Keyword.entries[self] ?? Entry(self, .inner, [], "") }

  private static let entries = Dictionary(uniqueKeysWithValues: vocabulary.map { ($0.keyword, $0) })

  /// Every keyword once, in both languages: the one place that the lexer, the parser, help and completion read.
  package static let vocabulary: [Entry] = [
    Entry(.show, .question, ["xem"], "metrics side by side"),
    Entry(.share, .question, ["tỷ trọng"], "a metric and its part of the whole", .init(.metric)),
    Entry(.growth, .question, ["tăng trưởng"], "how many there are so far, at checkpoints", .init(.event)),
    Entry(
      .funnel, .question, ["phễu"], "the conversion table, or an ordered funnel with ->",
      .init(nil, [.within, .overall])),
    Entry(
      .cycle, .question, ["chu kỳ"], "how long it takes from creation to an outcome", .init(nil, [.day, .week])),
    Entry(
      .journey, .question, ["hành trình"], "how many are in each state, day by day",
      .init(.word(.detail), [.day, .week])),
    Entry(.portrait, .question, ["chân dung"], "who came in a period: a table per trait", .init(.nothing)),
    Entry(
      .scorecard, .question, ["thẻ điểm"], "actual against target", .init(nil, [.metrics, .weights, .grades])),
    Entry(
      .retention, .question, ["giữ chân"], "cohorts and who of them came back", .init(.event, [.day, .week, .month])),
    Entry(.list, .question, ["danh sách"], "the rows themselves"),
    Entry(.drill, .question, ["soi"], "the rows behind a cell of the last result"),
    Entry(.why, .question, ["vì sao"], "what a change is made of", .init(.metric)),
    Entry(.forecast, .question, ["dự báo"], "a projection with its error", .init(.metric, [.next])),
    Entry(.explain, .question, ["giải thích"], "the plan of a question"),
    Entry(.describe, .question, ["mô tả"], "the model, or one definition"),
    Entry(.values, .question, ["giá trị"], "a dimension's values with counts"),
    Entry(.alerts, .question, ["các báo động"], "which alerts fire, since when, and what to do", .init(.nothing)),
    Entry(.help, .question, ["trợ giúp"], "help on a topic"),
    Entry(.sql, .question, [], "a read-only query on the database"),
    Entry(.analyze, .inner, ["phân tích"], "also real rows, time and bytes"),
    Entry(.postgres, .inner, [], "as PostgreSQL reads it"),
    Entry(.spark, .inner, [], "as Spark reads it"),
    Entry(.detail, .inner, ["chi tiết"], "more columns"),
    Entry(.strict, .inner, ["nghiêm ngặt"], "later steps strictly after the earlier"),
    Entry(.by, .clause, ["theo"], "one row per value of a dimension or unit of time"),
    Entry(.where, .clause, ["lọc"], "only rows that meet a condition"),
    Entry(.having, .clause, ["giữ"], "only groups that meet a condition"),
    Entry(.comparePrevious, .clause, ["so với kỳ trước"], "beside the period before"),
    Entry(.compareYear, .clause, ["so với cùng kỳ"], "beside the same period a year earlier"),
    Entry(.compareWith, .clause, ["so với"], "beside another period"),
    Entry(.top, .clause, ["top"], "the greatest groups only"),
    Entry(.withOther, .inner, ["gộp khác"], "the rest as one group"),
    Entry(.orderBy, .clause, ["xếp theo"], "the order of the rows"),
    Entry(.desc, .inner, ["giảm", "giảm dần"], "greatest first"),
    Entry(.asc, .inner, ["tăng", "tăng dần"], "smallest first"),
    Entry(.within, .clause, ["trong vòng"], "the longest time to a step; a tolerance in a comparison"),
    Entry(.overall, .clause, ["toàn chặng"], "the longest time for the whole funnel"),
    Entry(.metrics, .clause, ["các chỉ số"], "the metrics of a scorecard"),
    Entry(.weights, .clause, ["trọng số"], "what each metric counts in a score"),
    Entry(.grades, .clause, ["xếp hạng"], "names for scores"),
    Entry(.day, .period, ["ngày"], "a day", plural: true),
    Entry(.week, .period, ["tuần"], "an ISO week", plural: true),
    Entry(.month, .period, ["tháng"], "a month", plural: true),
    Entry(.quarter, .period, ["quý"], "a quarter", plural: true),
    Entry(.year, .period, ["năm"], "a year", plural: true),
    Entry(.hour, .period, ["giờ"], "an hour", plural: true),
    Entry(.weekday, .period, ["thứ"], "a day of the week, Monday first"),
    Entry(.from, .period, ["từ"], "the first day of a range"),
    Entry(.to, .inner, ["đến"], "the last day of a range, or a file"),
    Entry(.in, .period, ["trong"], "inside a period, or one of a list"),
    Entry(.last, .period, ["gần đây", "qua"], "units up to the running one"),
    Entry(.previous, .period, ["trước"], "the unit before"),
    Entry(.this, .period, ["này"], "the running unit"),
    Entry(.next, .period, ["tới"], "units to come"),
    Entry(.today, .period, ["hôm nay"], "the current day"),
    Entry(.yesterday, .period, ["hôm qua"], "the day before"),
    Entry(.all, .period, ["tất cả"], "from the earliest row to today"),
    Entry(.and, .condition, ["và"], "both hold"),
    Entry(.or, .condition, ["hoặc"], "at least one holds"),
    Entry(.not, .condition, ["không"], "does not hold"),
    Entry(.isNull, .condition, ["bỏ trống"], "has no value"),
    Entry(.isNotNull, .condition, ["không bỏ trống"], "has a value"),
    Entry(.between, .condition, ["giữa"], "from one value to another, both included"),
    Entry(.contains, .condition, ["chứa"], "the text holds a part"),
    Entry(.startsWith, .condition, ["bắt đầu bằng"], "the text begins with a part"),
    Entry(.null, .condition, [], "no value"),
    Entry(.true, .condition, ["đúng"], "holds"),
    Entry(.false, .condition, ["sai"], "does not hold"),
    Entry(.orEmpty, .inner, ["hoặc rỗng"], "an empty table is fine too"),
    Entry(.sort, .pipe, ["sắp xếp"], "orders the table"),
    Entry(.take, .pipe, ["lấy"], "the first rows"),
    Entry(.select, .pipe, ["chọn"], "some of the columns"),
    Entry(.derive, .pipe, ["tính"], "a new column"),
    Entry(.pivot, .pipe, ["xoay"], "a column's values as columns"),
    Entry(.unpivot, .pipe, ["gỡ xoay"], "columns as rows"),
    Entry(.chart, .pipe, ["biểu đồ"], "draws the table"),
    Entry(.export, .pipe, ["xuất"], "writes the table to a file"),
    Entry(.excel, .inner, [], "for a spreadsheet: its headings, its decimal sign, the total"),
    Entry(.saveAs, .pipe, ["lưu thành"], "names the table"),
    Entry(.card, .pipe, ["chú giải"], "what the numbers mean"),
    Entry(.bar, .inner, [], "a bar chart"),
    Entry(.line, .inner, [], "a line chart"),
    Entry(.pie, .inner, [], "a pie chart"),
    Entry(.heatmap, .inner, [], "a heat map"),
    Entry(.let, .statement, ["đặt"], "names a value or a table"),
    Entry(.param, .statement, ["tham số"], "a value given from outside"),
    Entry(.import, .statement, ["nhập"], "the definitions of another script"),
    Entry(.for, .statement, ["với mỗi"], "once for each value or unit"),
    Entry(.if, .statement, ["nếu"], "only where a condition holds"),
    Entry(.else, .inner, ["ngược lại"], "where it does not hold"),
    Entry(.report, .statement, ["báo cáo"], "a report of one's own, or what a report needs"),
    Entry(.run, .statement, ["chạy"], "runs a report"),
    Entry(.print, .statement, ["ghi"], "writes a text"),
    Entry(.assert, .statement, ["kiểm tra"], "fails where a condition does not hold"),
    Entry(.warnIf, .statement, ["cảnh báo nếu"], "a warning where a condition holds"),
    Entry(.set, .statement, ["thiết lập"], "changes a setting"),
    Entry(.as, .statement, ["với vai"], "answers as an employee sees it; a unit or a name"),
    Entry(.open, .statement, ["mở"], "opens a database"),
    Entry(.metric, .statement, ["chỉ số"], "defines a metric"),
    Entry(.segment, .statement, ["phân khúc"], "defines a group of rows"),
    Entry(.target, .statement, ["chỉ tiêu"], "sets a target"),
    Entry(.alert, .statement, ["báo động"], "tells when a metric needs a look"),
    Entry(.events, .statement, ["sự kiện"], "joins entities to one stream"),
    Entry(.redefine, .statement, ["định nghĩa lại"], "defines a name again"),
    Entry(.model, .statement, ["mô hình"], "names the model"),
    Entry(.subject, .statement, [], "the entity that reports follow"),
    Entry(.entity, .statement, ["đối tượng"], "defines an entity"),
    Entry(.optional, .statement, [], "an entity whose table may be missing"),
    Entry(.viewer, .statement, [], "who may ask, and what they see"),
    Entry(.policy, .statement, [], "a condition on what a viewer sees"),
    Entry(.dimension, .member, ["chiều"], "a property to split and filter by"),
    Entry(.measure, .member, ["số đo"], "a number to add up"),
    Entry(.link, .member, ["liên kết"], "a reference to another row"),
    Entry(.history, .member, ["lịch sử"], "the changes of a dimension"),
    Entry(.table, .member, [], "the table of an entity"),
    Entry(.name, .member, [], "the column that names a row"),
    Entry(.login, .member, [], "the column with an employee's login"),
    Entry(.columns, .member, ["cột"], "the columns that a drill shows"),
    Entry(.time, .member, [], "when a row happened"),
    Entry(.key, .inner, [], "the column that tells rows apart"),
    Entry(.planned, .inner, [], "a time that is an intention"),
    Entry(.order, .inner, [], "the column that orders values; the default outcome of a cycle"),
    Entry(.outcome, .inner, [], "what a cycle waits for"),
    Entry(.targets, .inner, [], "the entity that holds targets"),
    Entry(.of, .inner, ["của"], "the rows to go over"),
    Entry(.at, .inner, [], "another time than the entity's"),
    Entry(.while, .inner, [], "from when to when a row is open"),
    Entry(.overlaps, .inner, [], "open at some time in a period"),
    Entry(.per, .inner, ["mỗi"], "for each"),
    Entry(.when, .inner, ["khi"], "the condition under which an alert fires"),
    Entry(.distinct, .inner, ["khác nhau"], "each thing once"),
    Entry(.first, .inner, [], "the first ever only"),
    Entry(.each, .inner, [], "one row per linked thing"),
    Entry(.rows, .inner, ["các dòng"], "a table's rows, one after the other"),
    Entry(.before, .inner, [], "earlier than"),
    Entry(.upTo, .inner, [], "until the end of"),
    Entry(.ever, .inner, [], "at any time"),
    Entry(.questionPeriod, .inner, [], "the period asked for"),
    Entry(.betterLower, .inner, ["càng thấp càng tốt"], "a metric that should fall"),
    Entry(.also, .inner, ["còn gọi là"], "other names of the same"),
    Entry(.access, .inner, [], "the column with what an employee may see"),
    Entry(.department, .inner, [], "the column with an employee's department"),
    Entry(.parent, .inner, [], "the column with the department above"),
    Entry(.head, .inner, [], "the column with the department's head"),
  ]
}
