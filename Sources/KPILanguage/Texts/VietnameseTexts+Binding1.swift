extension VietnameseTexts {
  /// What the catalog, the binder and the functions tell.
  static let binding1 = #"""
    `{0}` aggregates no rows, so no `where`, `per`, `of` … goes with it
    `{0}` không gộp dòng nào, nên không đi cùng `lọc`, `mỗi`, `của` …

    what belongs to an aggregate inside stands in that one's brackets
    phần thuộc về hàm gộp bên trong phải nằm trong ngoặc của hàm ấy

    `first` takes one entity, not events of several
    `first` nhận một đối tượng, không nhận sự kiện của nhiều đối tượng

    `{0}` takes an entity or events
    `{0}` nhận một đối tượng hoặc sự kiện

    `{0}` is a metric, {1}, which is computed anew for every group and total
    `{0}` là chỉ số ({1}), được tính lại cho từng nhóm và cho tổng

    write `{0}` without `{1}`
    hãy viết `{0}`, bỏ `{1}`

    `{0}` takes a value of an entity's rows
    `{0}` nhận một giá trị của các dòng của đối tượng

    `{0}` takes a measure of an entity
    `{0}` nhận một số đo của đối tượng

    write `count(distinct entity.link)` or `count(distinct X of entity)`
    hãy viết `đếm(khác nhau đối_tượng.liên_kết)` hoặc `đếm(khác nhau X của đối_tượng)`

    write `{0}(entity.measure)` or `{1}(X of entity)`
    hãy viết `{0}(đối_tượng.số_đo)` hoặc `{1}(X của đối_tượng)`

    `{0}` takes values of an entity
    `{0}` nhận các giá trị của một đối tượng

    write `E.A, E.B`, or expressions and their entity: `X, Y of E`
    hãy viết `E.A, E.B`, hoặc các biểu thức kèm đối tượng: `X, Y của E`

    `{0}` is no value of {1}
    `{0}` không phải là giá trị của {1}

    combinations are of the rows of one entity
    tổ hợp phải lấy từ các dòng của cùng một đối tượng

    the clauses of a stock stand behind its measure
    các mệnh đề của `tồn` đứng sau số đo của nó

    write `stock({0} E.MEASURE where C)`
    hãy viết `tồn({0} E.SỐ_ĐO lọc C)`

    there is no entity `{0}`
    không có đối tượng `{0}`

    `while` is about the rows of one entity, not about events of several
    `while` chỉ dùng cho các dòng của một đối tượng, không dùng cho sự kiện của nhiều đối tượng

    `while` stands between two times
    `while` cần hai thời điểm ở hai bên

    `{0}` and `{1}` cannot be added up
    `{0}` và `{1}` không cộng được với nhau

    `{0}` takes numbers, and this is {1}
    `{0}` nhận số, còn đây là {1}

    `percentile` takes a fraction such as 0.9 here
    ở đây `phân_vị` nhận một tỷ lệ như 0.9

    write `{0}`, without quotes
    hãy viết `{0}`, không có dấu nháy

    a bare word is a value here: `({0})` compares with the dimension of that name
    từ không có dấu nháy ở đây là giá trị: `({0})` mới so với chiều có tên đó

    `{0}` is a time: `by {1}` splits by the one that places the rows, `{2} in 2023-09` is a condition
    `{0}` là thời điểm: `theo {1}` chia theo thời điểm xếp kỳ của các dòng, `{2} trong 2023-09` là điều kiện

    write `{0}`, which is shown by that name
    hãy viết `{0}`: nó được hiện bằng tên đó

    {0} have no time, so there is nothing to tell by {1}
    {0} không có thời điểm, nên không chia theo {1} được

    {0} have no time, so there is nothing to compare with
    {0} không có thời điểm, nên không có gì để so sánh

    {0} cannot be compared with {1}
    không so sánh được {0} với {1}

    `{0}` is compared with `{1}`
    đang so sánh `{0}` với `{1}`

    `within … of` stands right of `=`
    `trong vòng … của` phải đứng bên phải dấu `=`

    write `if(…, 1, 0)` for a number
    muốn có số, hãy viết `nếu(…, 1, 0)`

    the days between two times are `days(a, b)`
    số ngày giữa hai thời điểm là `số_ngày(a, b)`

    P has `start`, `end` and `last`, not `{0}`
    P có `start`, `end` và `last`, không có `{0}`

    `{0}` and `{1}` cannot be added
    không cộng được `{0}` với `{1}`

    `{0}` and `{1}` cannot be subtracted
    không trừ được `{0}` cho `{1}`

    both sides of + and − need the same unit, or one of them a bare number
    hai vế của + và − phải cùng đơn vị, hoặc một vế là số không đơn vị

    the parts of `{0}` are of different types
    các phần của `{0}` không cùng kiểu

    the parts of `{0}` are in {1}
    các phần của `{0}` mang đơn vị {1}

    they need the same unit, or a bare number
    các phần phải cùng đơn vị, hoặc là số không đơn vị

    a question has one grain
    một câu hỏi chỉ chia theo một đơn vị thời gian

    a stock, or a metric that looks outside the period, cannot be split by {0}
    số tồn, hoặc chỉ số nhìn ra ngoài kỳ, không chia theo {0} được

    `{0}` is not the same thing for all the asked metrics
    `{0}` không cùng nghĩa cho mọi chỉ số được hỏi

    there is no variable `${0}`
    không có biến `${0}`

    `${0}` is neither a date nor a period
    `${0}` không phải là ngày, cũng không phải là kỳ

    the period ends on {0}, before it begins on {1}
    kỳ kết thúc ngày {0}, trước cả ngày bắt đầu {1}

    a period has at least one unit, and at most 100,000
    một kỳ có ít nhất một đơn vị và nhiều nhất 100.000

    a date lies in the years 1 to 9999
    ngày nằm trong các năm từ 1 đến 9999

    a period is counted in days, weeks, months, quarters or years
    kỳ được tính bằng ngày, tuần, tháng, quý hoặc năm

    events are defined in terms of itself: {0}
    sự kiện được định nghĩa bằng chính nó: {0}

    a metric is defined in terms of itself: {0}
    chỉ số được định nghĩa bằng chính nó: {0}

    a segment is defined in terms of itself: {0}
    phân khúc được định nghĩa bằng chính nó: {0}

    `{0}` rests on too many definitions, one on another
    `{0}` dựa trên quá nhiều định nghĩa chồng lên nhau

    at most {0} definitions in one line, with {1} levels of operators together
    nhiều nhất {0} định nghĩa nối tiếp, với tổng cộng {1} lớp phép tính

    `{0}` is too long once what it rests on is put in its place
    `{0}` quá dài khi thay hết các định nghĩa mà nó dựa vào

    at most {0} parts
    nhiều nhất {0} phần

    a definition that names another one twice is twice as long
    định nghĩa nhắc đến định nghĩa khác hai lần thì dài gấp đôi

    a fault of kpi itself: {0}
    lỗi của chính kpi: {0}

    please report the statement, and the model that it was asked of
    xin báo lại câu đã hỏi, kèm mô hình đã dùng

    a definition could not be bound, and nothing told why
    có một định nghĩa không hiểu được mà không rõ lý do

    `each` takes a link of an entity, such as `orders.customer`
    `each` nhận một liên kết của đối tượng, như `đơn_hàng.khách_hàng`

    `{0}` takes numbers, and this is a time
    `{0}` nhận số, còn đây là thời điểm

    `{0}` is no number of each {1}
    `{0}` không phải là con số của từng {1}

    aggregate it: `sum({0})`
    hãy gộp lại: `tổng({0})`

    `count()`, `sum(MEASURE)`, `first_time()`, `last_time()` and all other aggregates speak of its rows
    `đếm()`, `tổng(SỐ_ĐO)`, `lần_đầu()`, `lần_cuối()` và mọi hàm gộp khác đều tính trên các dòng của nó

    inside `each {0}` aggregates are of {1}
    bên trong `each {0}` các hàm gộp tính trên {1}

    what things have of others stands in `where`: `count(each {0} where count(calls per customer) > 0)`
    phần thuộc đối tượng khác đặt trong `lọc`: `đếm(each {0} lọc đếm(cuộc_gọi mỗi khách_hàng) > 0)`

    once for each of {0}: `{1}(max({2}) {3})`
    mỗi {0} một lần: `{1}(lớn_nhất({2}) {3})`

    `{0}` adds a number of {1} once for every row of {2} that leads to it
    `{0}` cộng số của {1} lặp lại theo từng dòng của {2} dẫn đến nó

    `{0}` takes a number of {1} once for every row of {2} that leads to it
    `{0}` lấy số của {1} lặp lại theo từng dòng của {2} dẫn đến nó

    `{0}` has no history, so nothing is known of when it changed
    `{0}` không có lịch sử, nên không biết nó thay đổi lúc nào

    dimensions with a history: {0}
    các chiều có lịch sử: {0}

    `{0}` rests on no rows, so it can have no target
    `{0}` không dựa trên dòng nào, nên không thể có chỉ tiêu

    `{0}` takes an event such as `orders` or `orders(amount > 5M)`
    `{0}` nhận một sự kiện như `đơn_hàng` hoặc `đơn_hàng(amount > 5M)`

    the model `{0}` declares no subject
    mô hình `{0}` không khai báo chủ thể (`subject`)

    a place among the groups has no {0} of its own
    thứ hạng trong các nhóm không có {0} riêng

    `share` takes a count, an amount or a stock, and this is {0}
    `tỷ trọng` nhận số đếm, tổng hoặc số tồn, còn đây là {0}

    its groups' numbers do not add up to a total
    số của các nhóm cộng lại không thành tổng

    what it is made of has shares: {0}
    các phần làm nên nó thì có tỷ trọng: {0}

    targets have no beginning, so there is no sum of them so far
    chỉ tiêu không có điểm bắt đầu, nên không có số cộng dồn đến nay

    what has happened so far has no beginning, so that its days cannot be counted
    phần cộng dồn đến nay không có điểm bắt đầu, nên không đếm được số ngày

    `cumulative(m)` begins with the question's period
    `lũy_kế(m)` bắt đầu từ kỳ của câu hỏi

    `{0}` has nothing to change: the period of what is in it begins by itself
    `{0}` không đổi được gì: phần bên trong đã tự định ngày bắt đầu của kỳ

    one window says the period: `{0}`
    chỉ cần một hàm định kỳ: `{0}`

    one window says the period: write it around the metric without the other
    chỉ cần một hàm định kỳ: viết quanh chỉ số, bỏ hàm còn lại

    `{0}` has nothing to change: this is what is there at the period's end
    `{0}` không đổi được gì: đây là số có tại thời điểm cuối kỳ

    write the metric alone; what is there at several moments does not add up
    hãy viết riêng chỉ số; số có tại nhiều thời điểm không cộng lại được

    nothing is before all that has happened so far, so no period is before it
    trước toàn bộ những gì đã có đến nay thì không có gì, nên không có kỳ trước

    `{0}`: what had happened by the end of the period before
    `{0}`: những gì đã có đến cuối kỳ trước

    `cumulative(m)` begins with the question's period, and has one before it
    `lũy_kế(m)` bắt đầu từ kỳ của câu hỏi, nên có kỳ trước nó

    this metric as a row's own
    dùng chỉ số này cho từng dòng

    {0} have no time, so nothing is before or after them
    {0} không có thời điểm, nên không có gì trước hay sau

    {0} have no time, so there is no `{1}` of them
    {0} không có thời điểm, nên không tính `{1}` được

    an entity's rows are placed by its first `time`
    các dòng của đối tượng được xếp theo `time` đầu tiên của nó

    there is no metric `{0}`
    không có chỉ số `{0}`

    this is a number of {0}, and `as` makes no other of it
    đây là số tính bằng {0}, `as` không đổi được sang đơn vị khác

    leave `as` out, or convert: `… / N as {0}`
    hãy bỏ `as`, hoặc quy đổi: `… / N as {0}`

    a `%` value is a hundred times its part, and so is this
    số % gấp 100 lần phần mà nó chỉ, số này cũng vậy

    write `… / 100 as {0}`
    hãy viết `… / 100 as {0}`

    there is no function `{0}`
    không có hàm `{0}`

    {0} is not in this version yet
    phiên bản này chưa có: {0}

    a count
    số đếm

    an amount
    một tổng

    a duration
    một khoảng thời gian

    a stock
    số tồn

    a ratio
    tỷ số

    an average
    số trung bình

    a time
    thời điểm

    a target
    chỉ tiêu

    a place among the groups
    thứ hạng trong các nhóm

    a constant
    hằng số

    no sum of parts
    không phải tổng của các phần

    a measure is aggregated: `sum({0})`
    số đo phải được gộp: `tổng({0})`

    the database has no table for {0}
    cơ sở dữ liệu không có bảng của {0}

    `{0}` is no link from {1} to {2}
    `{0}` không phải là liên kết từ {1} đến {2}

    {0} lead to {1} in {2} ways
    từ {0} đến {1} có {2} đường

    the links are {0}
    các liên kết là {0}

    {0} do not lead to {1}
    từ {0} không có đường đến {1}

    the model `{0}` declares no outcome
    mô hình `{0}` không khai báo kết quả (`outcome`)

    a model declares it with `report cycle outcome EVENT`
    mô hình khai báo bằng `báo cáo cycle outcome SỰ_KIỆN`

    {0} have no dimension `{1}`
    {0} không có chiều `{1}`

    choose the cohort with `where {0} = …`
    hãy chọn nhóm khách bằng `lọc {0} = …`

    there is no event `{0}`
    không có sự kiện `{0}`

    `{0}` counts no rows, so it is no event
    `{0}` không đếm dòng nào, nên không phải là sự kiện

    a `%` value is compared with {0}
    giá trị `%` đang được so với {0}

    {0} means {1} %
    {0} nghĩa là {1} %

    12.5 % is written `12.5` or `12.5%`
    12,5 % viết là `12.5` hoặc `12.5%`

    this is a number, not a condition
    đây là số, không phải điều kiện

    `within … of` compares numbers, and this is {0}
    `trong vòng … của` so sánh các con số, còn đây là {0}

    a model names no rows
    mô hình không gọi tên từng dòng

    `{0}` was read as `{1}`
    `{0}` được hiểu là `{1}`

    in strict mode a value is written with its diacritics
    ở chế độ nghiêm ngặt, giá trị phải viết đủ dấu

    the data has no value `{0}`
    trong dữ liệu không có giá trị `{0}`

    nearest: {0}
    gần nhất: {0}

    `{0}` asks a text, and this is {1}
    `{0}` hỏi trên chữ, còn đây là {1}

    right of `{0}` stands a text
    bên phải `{0}` phải là chữ

    `{0}` fits only without its diacritics
    `{0}` chỉ khớp khi bỏ dấu

    no value fits `{0}`
    không có giá trị nào khớp `{0}`

    this is {0}, not a time
    đây là {0}, không phải thời điểm

    table `{0}` has no column `{1}`
    bảng `{0}` không có cột `{1}`

    `{0}` can be reached in {1} ways from {2}
    từ {2} có {1} đường đến `{0}`

    `{0}` is no link
    `{0}` không phải là liên kết

    `{0}` is {1}, not a time
    `{0}` là {1}, không phải thời điểm

    a span of time stands only after `+` or `-` on a date
    khoảng thời gian chỉ đứng sau `+` hoặc `-` của một ngày
    """#
}
