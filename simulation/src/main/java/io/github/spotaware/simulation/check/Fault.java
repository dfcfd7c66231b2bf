package io.github.spotaware.simulation.check;

/** What goes wrong between and in the processes. */
public enum Fault {
  CRASH("process killed"),
  SIGTERM("webhook told to end"),
  PAUSE("process paused"),
  CLOCK_SKEW("wall clock wrong"),
  API_AWAY("API server away"),
  CUT_OFF("process cut off from the API server"),
  READ_LOST("read lost"),
  WRITE_LOST("write lost on the way there"),
  ANSWER_LOST("write's answer lost"),
  SENT_TWICE("write sent twice"),
  LEASE_LOST("lease lost"),
  WATCH_STALLED("watch stalled"),
  WATCH_BROKEN("watch broken"),
  LOG_COMPACTED("watch log compacted (410)"),
  CONTROLLER_ASLEEP("a controller asleep"),
  CONTROLLER_BEHIND("a controller's watch stalled"),
  WEBHOOK_DOWN("webhook can't be reached"),
  WEBHOOK_TIMEOUT("webhook timed out"),
  BUDGET_TIMEOUT("budget webhook timed out"),
  BUDGET_SLOW("budget stored late"),
  CLIENT_HANGS_UP("client hung up"),
  POD_CRASH("pod failed by itself"),
  QUOTA("quota refused a pod"),
  NODE_KILLED("node killed"),
  COUNTS_FAIL("counts can't be written");

  private final String text;

  Fault(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
