extension VietnameseTexts {
  /// What reports tell.
  static let reports1 = #"""
    the conversion table: what happened in the period, step by step
    bảng chuyển đổi: trong kỳ đã xảy ra những gì, theo từng bước

    the model `{0}` declares no conversion table
    mô hình `{0}` không khai báo bảng chuyển đổi

    a model declares it with `report funnel = METRIC, METRIC, …`
    mô hình khai báo bằng `báo cáo funnel = CHỈ_SỐ, CHỈ_SỐ, …`

    how long SUBJECTS take from creation to an outcome
    từ khi tạo đến khi có kết quả, SUBJECTS mất bao lâu

    `cycle` is split by one dimension
    `chu kỳ` chỉ chia theo một chiều

    how many days or weeks back is missing
    còn thiếu số ngày hoặc số tuần tính ngược về trước

    add `days 8` or `weeks 12`
    hãy thêm `ngày 8` hoặc `tuần 12`

    it is counted in days or weeks
    phần này tính bằng ngày hoặc tuần

    `{0}s` takes {1} to {2}, not {3}
    `{0}` nhận từ {1} đến {2}, không phải {3}

    {0} have no time, so `{1}` cannot tell when they were created
    {0} không có thời điểm, nên `{1}` không biết chúng được tạo lúc nào

    a model declares it with `time COLUMN`
    mô hình khai báo bằng `time CỘT`

    a model declares it with `subject ENTITY`
    mô hình khai báo bằng `subject ĐỐI_TƯỢNG`

    the model, or what a name means
    mô hình, hoặc một tên nghĩa là gì

    events {0} = {1}
    sự kiện {0} = {1}

    segment {0} of {1}
    phân khúc {0} của {1}

    the model has nothing called `{0}`
    mô hình không có gì tên là `{0}`

    model {0}{1}
    mô hình {0}{1}

    entities:
    đối tượng:

    metrics:
    chỉ số:

    no table
    không có bảng

    {0} rows
    {0} dòng

    `describe NAME` tells more of each
    `mô tả TÊN` nói rõ hơn về từng mục

    entity {0}{1}
    đối tượng {0}{1}

      table {0}
      bảng {0}

      also called: {0}
      còn gọi là: {0}

      {0}, also {1}: {2}
      {0}, còn gọi là {1}: {2}

      history of {0}
      lịch sử của {0}

    planned time
    thời điểm dự kiến

    time
    thời điểm

    measure in {0}
    số đo, tính bằng {0}

    measure
    số đo

    dimension, {0}
    chiều, {0}

    link to {0}
    liên kết đến {0}

    link
    liên kết

    lower is better
    càng thấp càng tốt

    metric {0}{1}
    chỉ số {0}{1}

      formula: {0}
      công thức: {0}

      kind: {0}
      loại: {0}

      unit: {0}
      đơn vị: {0}

      lower is better
      càng thấp càng tốt

      rests on: {0}
      dựa trên: {0}

      by: {0}
      chia theo: {0}

      this month: {0}
      tháng này: {0}

    there is no result to drill into yet
    chưa có kết quả nào để soi

    drilling into `{0}`
    soi vào `{0}`

    the last result has {0} tables
    kết quả vừa rồi có {0} bảng

    name one: {0} …
    hãy nêu tên một bảng: {0} …

    the last result has no table `{0}`
    kết quả vừa rồi không có bảng `{0}`

    `{0}` may be any of {1} columns
    `{0}` có thể là một trong {1} cột

    `{0}` is no number with rows of its own
    `{0}` không phải là con số có dòng riêng

    columns with rows: {0}
    các cột có dòng: {0}

    the result has no column `{0}`
    kết quả không có cột `{0}`

    the result takes no key
    kết quả này không cần khóa

    the result takes one key for each of {0}
    kết quả này cần một khóa cho mỗi chiều: {0}

    no row has `{0}` as {1}
    không có dòng nào có {1} là `{0}`

    name one of {0}
    hãy nêu một trong {0}

    `{0}` is neither a count nor a sum, so no rows add up to it
    `{0}` không phải số đếm hay tổng, nên không có dòng nào cộng lại thành nó

    ask for the counts and sums that it is made of, and drill into those
    hãy hỏi các số đếm và tổng làm nên nó, rồi soi vào đó

    `{0}` has no number in a unit after today, and so no rows
    `{0}` chưa có số cho khoảng sau hôm nay, nên không có dòng

    `{0}` counts things by what has no rows of its own to list
    `{0}` đếm theo thứ không có dòng riêng để liệt kê

    how many months ahead is missing
    còn thiếu số tháng muốn dự báo

    add `next 3 months`
    hãy thêm `3 tháng tới`

    a forecast goes by months, not by {0}s
    dự báo tính theo tháng, không theo `{0}`

    write `next 3 months`
    hãy viết `3 tháng tới`

    a forecast goes 1 to {0} months ahead, not {1}
    dự báo được từ 1 đến {0} tháng tới, không phải {1}

    a forecast needs {0} complete months, and there are {1} since {2}
    dự báo cần {0} tháng trọn, mà từ {2} mới có {1}

    a forecast needs {0} complete months, and there are {1}
    dự báo cần {0} tháng trọn, mà mới có {1}

    6 months to learn from and 6 to test the method with; a month that is not over does not count
    6 tháng để học và 6 tháng để kiểm thử; tháng chưa kết thúc không tính

    the number of SUBJECTS (or of another event) so far, at checkpoints
    số SUBJECTS (hoặc một sự kiện khác) đến từng mốc

    `{0}` has no time, so there is no growth to tell
    `{0}` không có thời điểm, nên không tính tăng trưởng được

    `growth` is split by one dimension; its dates are the period's checkpoints
    `tăng trưởng` chỉ chia theo một chiều; các ngày là các mốc của kỳ

    {0} checkpoints are too many; the earliest is {1}
    {0} mốc là quá nhiều; mốc sớm nhất là {1}

    at most {0}; take a shorter period
    nhiều nhất {0}; hãy chọn kỳ ngắn hơn

    what can be asked, or help on a topic
    có thể hỏi những gì, hoặc trợ giúp về một mục

    there is no help on `{0}`
    không có trợ giúp về `{0}`

    in the model:
    trong mô hình:

    questions:
    câu hỏi:

    words of the language:
    từ khóa:

    functions:
    hàm:

    clauses, in any order: by A, B · a period (month 2023-09, last 7 days, all) · where CONDITION
    các mệnh đề, thứ tự tùy ý: theo A, B · một kỳ (tháng 2023-09, 7 ngày qua, tất cả) · lọc ĐIỀU KIỆN

    pipes behind a question: | sort C desc  | take N  | where CONDITION  | select C, …  | derive C = EXPRESSION
    các bước sau câu hỏi: | sắp xếp C giảm  | lấy N  | lọc ĐIỀU KIỆN  | chọn C, …  | tính C = BIỂU THỨC

    `help funnel` tells more of a question, `help functions` lists the functions, `help WORD` finds names and words,
    `trợ giúp phễu` nói rõ hơn về một câu hỏi, `trợ giúp hàm` liệt kê các hàm, `trợ giúp TỪ` tìm tên và từ khóa,

    `describe` shows the model, `describe revenue` a metric, `describe *rate*` what is called so,
    `mô tả` cho xem mô hình, `mô tả doanh_thu` một chỉ số, `mô tả *doanh thu*` những gì có tên như vậy,

    `values source` a dimension's values
    `giá trị nguồn` các giá trị của một chiều

    for example:
    ví dụ:

      in English: {0}
      tiếng Anh: {0}

      in Vietnamese: {0}
      tiếng Việt: {0}

      clauses: {0}
      mệnh đề: {0}

      example: {0}
      ví dụ: {0}

    how many SUBJECTS are in each state, day by day or week by week
    mỗi trạng thái có bao nhiêu SUBJECTS theo từng ngày hoặc từng tuần

    the model `{0}` declares no dimension for `journey`
    mô hình `{0}` không khai báo chiều cho `hành trình`

    a model declares it with `report journey by DIMENSION`
    mô hình khai báo bằng `báo cáo journey theo CHIỀU`

    `journey` is split by one dimension
    `hành trình` chỉ chia theo một chiều

    {0} have no time that a period could choose by
    {0} không có thời điểm để chọn theo kỳ

    `{0}` uses `{1}`, whose rows ({2}) have no `{3}`
    `{0}` dùng `{1}`, mà các dòng của nó ({2}) không có `{3}`

    {0} rows by {1} are too many; the earliest row is of {2}
    {0} dòng theo {1} là quá nhiều; dòng sớm nhất là ngày {2}

    at most {0} units; take a shorter period or a coarser grain
    nhiều nhất {0} đơn vị; hãy chọn kỳ ngắn hơn hoặc đơn vị lớn hơn

    {0} rests on no rows that `{1}` could split
    {0} không dựa trên dòng nào để chia theo `{1}`

    a number without rows can be shown by day, week, month, quarter or year
    số không có dòng thì chỉ xem được theo ngày, tuần, tháng, quý hoặc năm

    {0} rests on no rows that a condition could choose
    {0} không dựa trên dòng nào để lọc

    `{0}` is about the rows of groups, and without `by` there is one row
    `{0}` dùng cho dòng của các nhóm, mà không có `theo` thì chỉ có một dòng

    add `by DIMENSION`, or leave it out
    hãy thêm `theo CHIỀU`, hoặc bỏ mệnh đề này

    `show {0}, previous({1}) by {2}` sets each {3} beside the one before
    `xem {0}, kỳ_trước({1}) theo {2}` đặt từng {3} cạnh kỳ liền trước

    `show {0}, ago({1}, 1 year) by {2}` sets each {3} beside the one a year before
    `xem {0}, cách_đây({1}, 1 năm) theo {2}` đặt từng {3} cạnh cùng kỳ năm trước

    the whole time has no period before it to compare with
    toàn bộ thời gian thì không có kỳ trước để so

    no period is written, so the whole time stands beside this one
    câu hỏi không nêu kỳ, nên toàn bộ thời gian được đặt cạnh kỳ này

    write the period, such as `this month compare previous`
    hãy viết kỳ, như `tháng này so với kỳ trước`

    write the period, such as `month 2023-09`
    hãy viết kỳ, như `tháng 2023-09`

    the ordered funnel: how many SUBJECTS go from one event to the next, and how fast
    phễu theo thứ tự: bao nhiêu SUBJECTS đi từ sự kiện này đến sự kiện kế, và nhanh đến đâu

    an ordered funnel
    phễu theo thứ tự

    the first step has no step before it to be within
    trước bước đầu không có bước nào để tính `trong vòng`

    the period limits the first step; `overall` counts from it
    kỳ giới hạn bước đầu; `toàn chặng` tính từ đó

    {0} have no time, so they are no events
    {0} không có thời điểm, nên không phải là sự kiện

    a span has at most {0} units
    một khoảng có nhiều nhất {0} đơn vị

    a span is counted in hours, days, weeks, months, quarters or years
    khoảng được tính bằng giờ, ngày, tuần, tháng, quý hoặc năm

    {0} is split by one dimension
    {0} chỉ chia theo một chiều

    who the SUBJECTS of a period are: a table per trait, each with its %
    SUBJECTS trong kỳ là ai: mỗi đặc điểm một bảng, kèm tỷ lệ %

    the model `{0}` declares no portrait
    mô hình `{0}` không khai báo chân dung

    a model declares it with `report portrait = share METRIC by DIMENSION as NAME, …`
    mô hình khai báo bằng `báo cáo portrait = tỷ trọng CHỈ_SỐ theo CHIỀU as TÊN, …`

    the question could not be bound, and nothing told why
    câu hỏi không hiểu được mà không rõ lý do

    `sql` is answered by the database itself
    `sql` do chính cơ sở dữ liệu trả lời

    `{0}` takes no period
    `{0}` không nhận kỳ

    `{0}` takes no `{1}`
    `{0}` không nhận `{1}`

    the pipe `{0}` does it
    bước `{0}` làm việc đó

    cohorts by the first order, and the % that order again in each later unit
    nhóm khách theo đơn đầu tiên, và % mua lại ở từng kỳ sau

    `retention` is split by one dimension
    `giữ chân` chỉ chia theo một chiều

    the model `{0}` does not say what {1} come back for
    mô hình `{0}` không cho biết {1} quay lại vì việc gì

    name it: `retention EVENT months 6`
    hãy nêu ra: `giữ chân SỰ KIỆN tháng 6`

    a model declares it with `report retention of EVENT`
    mô hình khai báo bằng `báo cáo retention của SỰ_KIỆN`

    how many units back is missing
    còn thiếu số kỳ tính ngược về trước

    add `days 14`, `weeks 8` or `months 6`
    hãy thêm `ngày 14`, `tuần 8` hoặc `tháng 6`

    `{0}s` takes 1 to {1}, not {2}
    `{0}` nhận từ 1 đến {1}, không phải {2}
    """#
}
