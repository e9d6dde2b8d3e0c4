import KPIOutput
import KPISession
/// placeholder
struct Prompt {
  init(_ conversation: Conversation, isQuiet: Bool, format: OutputFormat) {}
  func run(banner: String?) throws {}
}
