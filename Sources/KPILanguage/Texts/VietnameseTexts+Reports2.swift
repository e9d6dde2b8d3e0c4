extension VietnameseTexts {
  /// What reports tell.
  static let reports2 = #"""
    cohorts are counted in days, weeks or months
    các nhóm khách được tính theo ngày, tuần hoặc tháng

    `{0}` has no time, so it has no first
    `{0}` không có thời điểm, nên không có lần đầu

    `{0}` is asked for twice
    `{0}` được hỏi hai lần

    the model `{0}` declares no targets
    mô hình `{0}` không khai báo chỉ tiêu

    a model declares them with `report scorecard targets ENTITY`, a script with `target METRIC N per month`
    mô hình khai báo bằng `báo cáo scorecard targets ĐỐI_TƯỢNG`, kịch bản bằng `chỉ tiêu CHỈ_SỐ N mỗi tháng`

    `metrics a, b` shows metrics that have no target
    `các chỉ số a, b` cho xem cả chỉ số không có chỉ tiêu

    `{0}` has a weight, but is not among the metrics
    `{0}` có trọng số nhưng không nằm trong các chỉ số

    add it to `metrics`
    hãy thêm vào `các chỉ số`

    a weight is greater than 0
    trọng số phải lớn hơn 0

    `{0}` has two weights
    `{0}` có hai trọng số

    `grades` name a score, and without `weights` there is none
    `xếp hạng` đặt tên cho điểm, mà không có `trọng số` thì không có điểm

    add `weights METRIC 1`
    hãy thêm `trọng số CHỈ_SỐ 1`

    `scorecard` is split by one dimension or by `metric`
    `thẻ điểm` chỉ chia theo một chiều hoặc theo `chỉ số`

    `scorecard` is split by a dimension, not by {0}
    `thẻ điểm` chia theo một chiều, không chia theo `{0}`

    `show M, target(M) by {0}` sets a metric beside its target
    `xem M, chỉ_tiêu(M) theo {0}` đặt chỉ số cạnh chỉ tiêu

    a metric and each group's part of the total
    một chỉ số và tỷ trọng của từng nhóm trong tổng

    `share` needs the groups that the total is divided into
    `tỷ trọng` cần biết tổng được chia thành những nhóm nào

    write `show {0}{1}`
    hãy viết `xem {0}{1}`

    `{0}` is a stock, so its numbers by {1} do not add up to a total
    `{0}` là số tồn, nên các số theo {1} cộng lại không thành tổng

    `{0}` looks outside its period, so its numbers by {1} do not add up to a total
    `{0}` nhìn ra ngoài kỳ, nên các số theo {1} cộng lại không thành tổng

    `{0}` is {1}, so its groups' numbers do not add up to a total
    `{0}` là {1}, nên số của các nhóm cộng lại không thành tổng

    any metrics, side by side
    các chỉ số bất kỳ, đặt cạnh nhau

    there is no dimension `{0}`
    không có chiều `{0}`

    what a change is made of, group by group
    nhóm nào làm nên sự thay đổi, và bao nhiêu

    `why` tells what a change is made of, and there is no period to compare with
    `vì sao` cho biết điều gì làm nên thay đổi, mà ở đây chưa có kỳ để so

    add `compare previous`, `compare year` or `compare with PERIOD`
    hãy thêm `so với kỳ trước`, `so với cùng kỳ` hoặc `so với KỲ`

    `why` is split by dimensions, not by {0}
    `vì sao` chia theo chiều, không chia theo {0}

    `show {0} by {1} … compare …` sets the units side by side
    `xem {0} theo {1} … so với …` đặt các đơn vị cạnh nhau

    there is no dimension that all of `{0}` has
    không có chiều nào chung cho mọi phần của `{0}`

    `{0}` is {1} whose groups are no parts of its change
    `{0}` là {1}, mà các nhóm không phải là phần của thay đổi

    a count, an amount, a stock, a ratio of these or a mean has parts
    số đếm, tổng, số tồn, tỷ số của chúng hoặc số trung bình mới có các phần

    what it is made of has: {0}
    các phần làm nên nó thì có: {0}

    things
    đối tượng
    """#
}
