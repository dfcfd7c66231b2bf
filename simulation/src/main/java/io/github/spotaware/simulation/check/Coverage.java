package io.github.spotaware.simulation.check;

import io.github.spotaware.report.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** How often what has come about. One for each run; the totals are merged from them. */
public final class Coverage {

  /** What is counted. */
  public enum Group {
    TRANSITION("write persisted"),
    STALE("write lost a race"),
    CRASH("killed"),
    ANSWER("answer"),
    EVENT("told"),
    FAULT("fault"),
    CLIENT("client"),
    ACTION("user and node"),
    SITUATION("situation");

    private final String text;

    Group(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private final Map<Group, Map<String, long[]>> counts = new EnumMap<>(Group.class);

  public void count(Group group, String item) {
    count(group, item, 1);
  }

  private void count(Group group, String item, long times) {
    counts.computeIfAbsent(group, key -> new TreeMap<>())
            .computeIfAbsent(item, key -> new long[1])[0] +=
        times;
  }

  public void write(String name, boolean done) {
    count(done ? Group.TRANSITION : Group.STALE, name);
  }

  /** A process was killed between these two writes. */
  public void crashBetween(String last, String next) {
    count(Group.CRASH, "between " + last + " and " + next);
  }

  /** A process was killed when this write had taken effect, before it heard of it. */
  public void crashAfter(String write) {
    count(Group.CRASH, "after " + write);
  }

  public void answer(boolean allowed, Reason reason) {
    count(Group.ANSWER, (allowed ? "allowed, " : "429, ") + reason.text());
  }

  public void told(Reason reason) {
    count(Group.EVENT, reason.text());
  }

  public void fault(Fault fault) {
    count(Group.FAULT, fault.toString());
  }

  public void situation(String text) {
    count(Group.SITUATION, text);
  }

  /** Adds what another run has covered. */
  public synchronized void merge(Coverage other) {
    other.forEach((group, item, times) -> count(group, item, times));
  }

  /** Told each count, by group and in alphabetical order. */
  public interface Reader {
    void read(Group group, String item, long times);
  }

  public void forEach(Reader reader) {
    counts.forEach(
        (group, items) -> items.forEach((item, times) -> reader.read(group, item, times[0])));
  }

  /** Zero for what has never come about. */
  public long of(Group group, String item) {
    Map<String, long[]> items = counts.get(group);
    long[] times = items == null ? null : items.get(item);
    return times == null ? 0 : times[0];
  }

  /** Each count, as {@link #forEach} has it, for one group. */
  public void forEach(Group group, BiConsumer<String, Long> reader) {
    Map<String, long[]> items = counts.get(group);
    if (items != null) {
      items.forEach((item, times) -> reader.accept(item, times[0]));
    }
  }
}
