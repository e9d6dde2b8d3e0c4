extension VietnameseTexts {
  /// What alerts and `kpi fmt` tell.
  static let alerts = #"""
    which alerts fire, since when, and what to do
    báo động nào đang bật, từ bao giờ, và cần làm gì

    tells when a metric needs a look
    báo khi một chỉ số cần được xem lại

    the condition under which an alert fires
    điều kiện để báo động bật

    what to do
    việc cần làm

    a unit such as `day`
    đơn vị như `ngày`

    no alert is declared; `alert METRIC per UNIT when CONDITION "what to do"` declares one
    chưa khai báo báo động nào; khai báo bằng `báo động CHỈ_SỐ mỗi KỲ khi ĐIỀU_KIỆN "việc cần làm"`

    none of the {0} alerts fires
    không báo động nào trong {0} báo động bật

    units that are not over yet are left out, of {0} alerts
    chưa xét kỳ chưa kết thúc của {0} báo động

    no unit is over in the period: {0}
    không có kỳ nào kết thúc trong khoảng thời gian này: {0}

    {0} per {1}
    {0} mỗi {1}

    {0} has fired for longer than was looked at
    {0} đã bật lâu hơn khoảng thời gian được xét

    `{0}` tells of several metrics, each with units of its own
    `{0}` nói về nhiều chỉ số, mỗi chỉ số có kỳ riêng

    `show METRIC by UNIT PERIOD` has the numbers to drill into
    soi các số của `xem CHỈ_SỐ theo KỲ KHOẢNG_THỜI_GIAN`

    alerts:
    báo động:

      {0} {1}
      {0} {1}

      alert {0}
      báo động {0}

    per {0} when {1}
    mỗi {0} khi {1}

    `{0}` is left as it is
    giữ nguyên `{0}`

    in the other language it would be read otherwise
    ở ngôn ngữ kia sẽ bị hiểu khác

    `{0}` would say something else in its one form, and is left as it is
    viết lại thì `{0}` sẽ mang nghĩa khác, nên được giữ nguyên

    this is a fault of `kpi fmt`: please report the text
    đây là lỗi của `kpi fmt`: xin báo lại nội dung này
    """#
}
