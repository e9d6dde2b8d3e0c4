/// A picture as PNG, drawn of its Vega-Lite specification by the Python library vl-convert.
struct PNGPicture {
  /// Where `python3` is.
  let python: String
  let scratchFolder: String

  /// The status by which Python says that it has not the library.
  private static let isMissing: Int32 = 86

  /// No file of the working folder is taken for the library.
  private static let program = """
    import sys
    sys.path = [folder for folder in sys.path if folder]
    try:
        import vl_convert
    except ImportError:
        sys.exit(\(isMissing))
    with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "wb") as target:
        target.write(vl_convert.vegalite_to_png(source.read(), scale=2))
    """

  /// Throws `DocumentFailure`, and what the receiver throws; that is called with no bytes too, so that it can end the work.
  func write(_ specification: [UInt8], receive: ([UInt8]) throws -> Void) throws {
    let folder = try ScratchFolder(in: scratchFolder, for: ["picture.vl.json", "picture.png", "messages"])
    defer { folder.remove() }
    try folder.write(specification, to: "picture.vl.json")
    let status = try ChildProgram(path: python).run(
      ["-c", Self.program, folder.file("picture.vl.json"), folder.file("picture.png")],
      messages: folder.file("messages"), beat: { try receive([]) })
    guard status == 0 else {
      if status == Self.isMissing { throw DocumentFailure.noPictureLibrary }
      // The last line of what Python says names the mistake.
      let said = (try? FileBytes(folder.file("messages")).text) ?? ""
      throw DocumentFailure.program("python3", status, said.split(whereSeparator: \.isNewline).suffix(1).joined())
    }
    let bytes = try FileBytes(folder.file("picture.png"))
    guard bytes.count > 8, bytes.prefix(8).elementsEqual([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
      throw DocumentFailure.incomplete
    }
    try bytes.pass(to: receive)
  }
}
