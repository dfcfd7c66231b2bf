package io.github.spotaware.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.disruption.NodeSignal;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.surge.DisruptionMemory;
import io.github.spotaware.surge.Disruptions;
import io.github.spotaware.surge.EarlySurge;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.surge.WriteOutcome;
import io.github.spotaware.workload.FieldManagers;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The scaler's leader on a MemoryCluster: does the next step until there is none. */
public final class Scaler {
  /** More writes than any course has. */
  private static final int MANY = 40;

  private final MemoryCluster cluster;
  public Configuration configuration = Configuration.defaults();
  public Instant now = Workloads.NOW;
  public Duration ticketUnchangedFor = Duration.ZERO;
  public final List<Reason> told = new ArrayList<>();

  /** The signals of all nodes. */
  public Set<NodeSignal> signals = Set.of();

  private final DisruptionMemory memory = new DisruptionMemory();

  public Scaler(MemoryCluster cluster) {
    this.cluster = cluster;
  }

  public Step next() {
    WorkloadSnapshot snapshot = cluster.snapshot();
    Disruptions disruptions = memory.look(snapshot, signals, now);
    memory
        .news(snapshot, disruptions, EarlySurge.reports(snapshot, disruptions, configuration, now))
        .forEach(report -> told.add(report.reason()));
    return SurgeCourse.next(snapshot, ticketUnchangedFor, disruptions, configuration, now);
  }

  /** Does at most so many writes; returns what stopped it, or the next write. */
  public Step run(int writes) {
    Step step = next();
    for (int i = 0; i < writes && step instanceof Step.Write write; i++) {
      apply(write.write());
      write.reports().stream().map(Report::reason).forEach(told::add);
      step = next();
    }
    return step;
  }

  /** Until it waits or is done; fails where it goes on and on. */
  public Step run() {
    Step end = run(MANY);
    assertThat(end).as("ends within %d writes", MANY).isNotInstanceOf(Step.Write.class);
    return end;
  }

  /** One write, which must not be stale. */
  public void apply(ProtocolWrite write) {
    assertThat(cluster.apply(write, FieldManagers.SCALER)).isInstanceOf(WriteOutcome.Done.class);
  }

  /** The kind of the next write. */
  public static String kind(Step step) {
    return step instanceof Step.Write write
        ? write.write().getClass().getSimpleName()
        : step.getClass().getSimpleName();
  }
}
