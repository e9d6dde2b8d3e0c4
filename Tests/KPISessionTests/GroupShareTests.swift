import KPISession
import Testing

/// `share(M per D)`: the part that a group has of what shares its `D` with it.
@Suite struct GroupShareTests {
  private static let rows = """
    CREATE TABLE sales (id INTEGER PRIMARY KEY, day TEXT, region TEXT, product TEXT, amount INTEGER);
    INSERT INTO sales VALUES (1, '2023-01-05', 'N', 'a', 30), (2, '2023-01-06', 'N', 'b', 10), (3, '2023-01-07', 'S', 'a', 5),
      (4, '2023-02-01', 'N', 'a', 20), (5, '2023-02-02', 'S', 'b', 15), (6, '2023-02-03', 'S', 'c', 0), (7, '2023-02-03', NULL, 'a', 20);
    """
  private static let model = """
    model m
    entity sales { table sales key id; time day; dimension region; dimension product; measure amount }
    metric amount = sum(sales.amount)
    metric of_region = share(amount per region)
    """

  private func answer(_ question: String) throws -> String {
    let database = try OwnDatabase(Self.rows, model: Self.model)
    return try withExtendedLifetime(database) {
      let answer = try $0.session(today: "2023-03-31").enter(question)
      return SmallDatabase.rows(answer.results) ?? answer.messages
    }
  }

  @Test("of the group's total, whichever of the keys it is, the group without a value too")
  func ofTheGroup() throws {
    let wanted = """
      [["N","a",50,83.33333333333333],["N","b",10,16.666666666666668],["S","b",15,75.0],["S","a",5,25.0],["S","c",0,0.0],[null,"a",20,100.0]]
      """
    #expect(try answer("show amount, of_region by region, product all") == wanted)
    let other = try answer(
      "show amount, share(amount per region) by product, region all | where product = a | sort amount desc")
    #expect(other.contains("[\"a\",\"N\",50,83.3333") && other.contains("[\"a\",\"S\",5,25"), "\(other)")
  }

  @Test("of a unit of time, and of a value over all units")
  func ofTime() throws {
    #expect(
      try answer("show share(amount per month) by month, product from 2023-01 to 2023-02 | where product = a")
        == "[[\"2023-01\",\"a\",77.77777777777777],[\"2023-02\",\"a\",72.72727272727273]]")
    #expect(
      try answer("show share(amount per product) by month, product from 2023-01 to 2023-02 | where product = a")
        == "[[\"2023-01\",\"a\",46.666666666666664],[\"2023-02\",\"a\",53.333333333333336]]")
  }

  @Test("`top` and `having` cut rows, not what they are a part of")
  func cutRows() throws {
    #expect(try answer("show amount, of_region by region, product all having amount = 10").contains("16.66"))
    #expect(
      try answer("show amount, of_region by region, product all top 1 per region").contains("[\"N\",\"a\",50,83.33"))
    #expect(
      try answer("show amount, of_region by region, product all where product = a").contains("[\"N\",\"a\",50,100.0]"))
  }

  @Test("compared, each period has its own whole")
  func compared() throws {
    let rows = try answer(
      "show share(amount per region) by region, product month 2023-02 compare previous | where region = N")
    #expect(rows.contains("[\"N\",\"a\",100.0,75.0,25.0,") && rows.contains("[\"N\",\"b\",0.0,25.0,-25.0,"), "\(rows)")
  }

  @Test("what is not split by it, others together, averages: each says so")
  func mistakes() throws {
    #expect(try answer("show of_region by product all").contains("add `by region`"))
    #expect(try answer("show of_region by region, product all top 1 with other").contains("leave `with other` out"))
    #expect(try answer("show of_region, amount by region, product all top 1").contains("before it"))
    #expect(
      try answer("xem tỷ_trọng(amount per tháng) theo tháng, product tháng 2023-02 | where product = a").contains(
        "72.72"))
    #expect(try answer("show share(avg(sales.amount) per region) by region all").contains("takes a count, an amount"))
  }
}
