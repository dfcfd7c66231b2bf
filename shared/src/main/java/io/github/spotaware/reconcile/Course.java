package io.github.spotaware.reconcile;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.port.ClusterPort;
import io.github.spotaware.reading.StartReads;
import io.github.spotaware.reading.WorkloadReader;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.DeploymentRef;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.surge.Disruptions;
import io.github.spotaware.surge.EarlySurge;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** How far a process drives a surge. */
public enum Course {
  /** The scaler's leader: from its start to its end, and it tells what can't surge. */
  WHOLE(Duration.ofSeconds(1)) {
    @Override
    boolean drives(Phase phase) {
      return true;
    }

    @Override
    boolean pausesAfter(ProtocolWrite write) {
      return false;
    }

    @Override
    CompletionStage<WorkloadSnapshot> read(ClusterPort cluster, DeploymentRef ref) {
      return new WorkloadReader(cluster.reads())
          .read(ref, cluster.watched(), cluster.configuration());
    }

    @Override
    Step next(
        WorkloadSnapshot snapshot,
        Duration ticketUnchangedFor,
        Disruptions disruptions,
        Configuration configuration,
        Instant now) {
      return SurgeCourse.next(snapshot, ticketUnchangedFor, disruptions, configuration, now);
    }

    @Override
    List<Report> reports(
        WorkloadSnapshot snapshot,
        Disruptions disruptions,
        Configuration configuration,
        Instant now) {
      return EarlySurge.reports(snapshot, disruptions, configuration, now);
    }
  },

  /**
   * A webhook: it starts surges for a node signal, and raises. That a raise has taken effect is
   * left to the scaler to see: first all the others are raised.
   */
  UP_TO_SURGED(Duration.ofSeconds(2)) {
    @Override
    boolean drives(Phase phase) {
      return phase == Phase.RAISING;
    }

    @Override
    boolean pausesAfter(ProtocolWrite write) {
      return write instanceof ProtocolWrite.SetReplicas;
    }

    @Override
    CompletionStage<WorkloadSnapshot> read(ClusterPort cluster, DeploymentRef ref) {
      return new StartReads(cluster.reads()).read(ref, cluster.watched(), cluster.configuration());
    }

    @Override
    Step next(
        WorkloadSnapshot snapshot,
        Duration ticketUnchangedFor,
        Disruptions disruptions,
        Configuration configuration,
        Instant now) {
      return EarlySurge.upToSurged(snapshot, disruptions, configuration, now);
    }

    @Override
    List<Report> reports(
        WorkloadSnapshot snapshot,
        Disruptions disruptions,
        Configuration configuration,
        Instant now) {
      return List.of();
    }
  };

  private final Duration patience;

  Course(Duration patience) {
    this.patience = patience;
  }

  /**
   * For how long a raise is left to whoever has begun it: who does so is done in a tenth of a
   * second, and one that died half-way is helped out after it.
   */
  Duration patience() {
    return patience;
  }

  /** Whether there is anything to do for a surge in this phase. */
  abstract boolean drives(Phase phase);

  /** Whether a pass ends with this write. */
  abstract boolean pausesAfter(ProtocolWrite write);

  /** Reads what the next step is decided on. */
  abstract CompletionStage<WorkloadSnapshot> read(ClusterPort cluster, DeploymentRef ref);

  /** The one next step. */
  abstract Step next(
      WorkloadSnapshot snapshot,
      Duration ticketUnchangedFor,
      Disruptions disruptions,
      Configuration configuration,
      Instant now);

  /** What is to be told whatever the next step is; the same each time. */
  abstract List<Report> reports(
      WorkloadSnapshot snapshot, Disruptions disruptions, Configuration configuration, Instant now);
}
