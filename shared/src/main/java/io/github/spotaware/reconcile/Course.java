package io.github.spotaware.reconcile;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.report.Report;
import io.github.spotaware.surge.Disruptions;
import io.github.spotaware.surge.EarlySurge;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.SurgeCourse;
import io.github.spotaware.workload.WorkloadSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How far a process drives a surge. */
public enum Course {
  /** The scaler's leader: from its start to its end, and it tells what can't surge. */
  WHOLE {
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

  /** A webhook: it starts a surge for a node signal, and raises. */
  UP_TO_SURGED {
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
