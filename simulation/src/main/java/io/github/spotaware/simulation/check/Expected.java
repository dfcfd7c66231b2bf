package io.github.spotaware.simulation.check;

import io.github.spotaware.report.Reason;
import io.github.spotaware.simulation.check.Coverage.Group;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What a long enough run has to have covered. */
public final class Expected {
  private static final List<String> WRITES =
      List.of(
          "none → Raising",
          "none → Surged",
          "Raising → Raising",
          "Raising → Surged",
          "Raising → Cancelling",
          "Surged → Surged",
          "Surged → Releasing",
          "Surged → Lowering",
          "Surged → Cancelling",
          "Releasing → Releasing",
          "Releasing → Surged",
          "Lowering → Lowering",
          "Lowering → Cancelling",
          "Lowering → none",
          "Cancelling → none",
          "replicas 2",
          "replicas 1",
          "cost set",
          "cost restored",
          "minReplicas raised",
          "minReplicas restored",
          "minReplicaCount raised",
          "minReplicaCount restored",
          "backstop made",
          "backstop in effect",
          "backstop deleted");

  /** By max-hold only. */
  private static final List<String> BY_MAX_HOLD =
      List.of(
          "Raising → Releasing",
          "Lowering → Releasing",
          "Cancelling → Releasing",
          "Releasing → Raising",
          "Releasing → Lowering",
          "Releasing → Cancelling");

  /** Each two writes that follow each other in the course of a surge. */
  private static final List<List<String>> PAIRS =
      List.of(
          List.of("start", "none → Raising"),
          List.of("none → Raising", "cost set"),
          List.of("none → Raising", "Raising → Raising"),
          List.of("none → Raising", "replicas 2"),
          List.of("cost set", "Raising → Raising"),
          List.of("cost set", "replicas 2"),
          List.of("Raising → Raising", "minReplicas raised"),
          List.of("minReplicas raised", "replicas 2"),
          List.of("replicas 2", "Raising → Surged"),
          List.of("Raising → Surged", "Surged → Surged"),
          List.of("Raising → Surged", "Surged → Releasing"),
          List.of("Surged → Surged", "Surged → Releasing"),
          List.of("Surged → Releasing", "Releasing → Releasing"),
          List.of("Releasing → Releasing", "Releasing → Surged"),
          List.of("Releasing → Surged", "Surged → Lowering"),
          List.of("Surged → Lowering", "minReplicas restored"),
          List.of("Surged → Lowering", "replicas 1"),
          List.of("minReplicas restored", "replicas 1"),
          List.of("replicas 1", "cost restored"),
          List.of("replicas 1", "Lowering → none"),
          List.of("cost restored", "Lowering → none"),
          List.of("Surged → Cancelling", "Cancelling → none"),
          List.of("Surged → Cancelling", "minReplicas restored"),
          List.of("Surged → Cancelling", "cost restored"),
          List.of("minReplicas restored", "Cancelling → none"),
          List.of("Raising → Raising", "minReplicaCount raised"),
          List.of("minReplicaCount raised", "replicas 2"),
          List.of("minReplicaCount restored", "replicas 1"),
          List.of("Surged → Cancelling", "minReplicaCount restored"),
          List.of("cost restored", "Cancelling → none"),
          List.of("backstop made", "backstop in effect"));

  private Expected() {}

  /** The items of a group, as {@link Coverage} names them. */
  public static List<String> of(Group group) {
    return switch (group) {
      case TRANSITION -> Stream.concat(WRITES.stream(), BY_MAX_HOLD.stream()).toList();
      case STALE ->
          List.of("Surged → Releasing", "Releasing → Releasing", "none → Raising", "replicas 2");
      case CRASH ->
          Stream.concat(
                  WRITES.stream().map(write -> "after " + write),
                  PAIRS.stream().map(pair -> "between " + pair.get(0) + " and " + pair.get(1)))
              .toList();
      case ANSWER -> answers();
      case EVENT ->
          texts(
              "",
              Reason.SCALED_UP,
              Reason.REPLACEMENT_READY,
              Reason.EVICTION_HELD,
              Reason.EVICTION_ALLOWED,
              Reason.EVICTION_HOLD_EXPIRED,
              Reason.NOT_SURGEABLE,
              Reason.SCALED_DOWN,
              Reason.SCALE_DOWN_POSTPONED,
              Reason.SCALE_DOWN_CANCELLED,
              Reason.SCHEDULE_RESTORED);
      case FAULT -> Arrays.stream(Fault.values()).map(Fault::toString).toList();
      case CLIENT, ACTION -> List.of();
      case SITUATION ->
          List.of(
              "released in the middle of a rollout",
              "max-hold let a last pod go",
              FloorJudge.PASSED_ON,
              FloorJudge.RESTORED,
              FloorJudge.HELD,
              "the guard keeps a 2",
              "the guard follows a 1",
              "a 1 passes the guard: switched-off",
              "a 1 passes the guard: not-protected",
              "a 1 passes the guard: no-surge",
              "a 1 passes the guard: owners",
              "a 1 passes the guard: undecided",
              HandoffNotes.BEGUN,
              HandoffNotes.LOWERED,
              HandoffNotes.LOWERED_BY_SCALER,
              HandoffNotes.HANDED_OFF,
              HandoffNotes.WRONG_POD,
              HandoffNotes.BY_TICKET,
              BackstopNotes.MADE_WAY,
              BackstopNotes.NOT_FOUND_OUT,
              BackstopNotes.BEFORE_RULE_6,
              BackstopNotes.BEFORE_MAX_HOLD,
              BackstopNotes.HELD,
              BackstopNotes.HELD_RELEASED,
              BackstopNotes.MET,
              BackstopNotes.MET_500,
              BackstopNotes.ONLY_READY,
              BackstopNotes.STALE,
              BackstopNotes.NONE,
              "deleted directly, guarded",
              "deleted directly, unguarded");
    };
  }

  private static List<String> answers() {
    return Stream.concat(
            texts(
                "429, ",
                Reason.WAITING,
                Reason.TOO_MANY_HOLDS,
                Reason.CALLER_GONE,
                Reason.SHUTTING_DOWN,
                Reason.API_ERROR,
                Reason.NOT_SURGEABLE)
                .stream(),
            texts(
                "allowed, ",
                Reason.EVICTION_ALLOWED,
                Reason.EVICTION_HOLD_EXPIRED,
                Reason.NOT_SURGEABLE,
                Reason.OUT_OF_SCOPE,
                Reason.POD_GONE,
                Reason.NOT_PROTECTED,
                Reason.NOT_READY,
                Reason.NOT_GUARDED,
                Reason.DRY_RUN,
                Reason.API_ERROR)
                .stream())
        .toList();
  }

  private static List<String> texts(String before, Reason... reasons) {
    return Arrays.stream(reasons).map(reason -> before + reason.text()).toList();
  }
}
