package io.github.spotaware.eviction;

import io.github.spotaware.config.Configuration;
import io.github.spotaware.eviction.EvictionDecision.Act;
import io.github.spotaware.eviction.EvictionDecision.Allow;
import io.github.spotaware.eviction.EvictionDecision.GiveBackTicket;
import io.github.spotaware.eviction.EvictionDecision.HandOff;
import io.github.spotaware.eviction.EvictionDecision.Hold;
import io.github.spotaware.eviction.EvictionDecision.TakeTicket;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.Phase;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.schedule.Ticket;
import io.github.spotaware.schedule.UnreadableSchedule;
import io.github.spotaware.surge.EndTicket;
import io.github.spotaware.surge.Handoff;
import io.github.spotaware.surge.Lower;
import io.github.spotaware.surge.ProtocolWrite.SetMinReplicas;
import io.github.spotaware.surge.ProtocolWrite.SetReplicas;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;
import io.github.spotaware.surge.Raise;
import io.github.spotaware.surge.StartSurge;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.WhoseCountWins;
import io.github.spotaware.workload.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rule 7: see to it that the surge exists, then hold until the pod can be released: through the
 * ticket or, in handoff mode, by the scale-down. When {@code max-hold} is over it is released all
 * the same: a drain never sticks.
 */
final class Release implements EvictionRule {
  /** For a schedule that no watch tells of, since it cannot be read. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  @Override
  public Optional<EvictionDecision> decide(EvictionContext context) {
    Optional<UnreadableSchedule> unreadable = context.workload().unreadable();
    if (unreadable.isPresent()) {
      return Optional.of(unreadable(context, unreadable.get()));
    }
    return Optional.of(
        context
            .workload()
            .schedule()
            .map(stored -> withMoments(surging(context, stored), context, stored))
            .orElseGet(() -> notSurging(context)));
  }

  private static EvictionDecision notSurging(EvictionContext context) {
    Configuration configuration = context.configuration();
    if (StartSurge.lostItsSchedule(context.workload())) {
      return new Act(StartSurge.restoreSchedule(context.workload(), configuration, context.now()));
    }
    if (expired(context, context.firstHeld())) {
      return letGo(context, "and no schedule could be written");
    }
    return new Act(
        StartSurge.forRemoval(
            context.workload(), context.pod(), context.removal(), configuration, context.now()));
  }

  /** The other webhook or the scaler may be of the version that wrote it. */
  private static EvictionDecision unreadable(EvictionContext context, UnreadableSchedule schedule) {
    Instant end = context.firstHeld().plus(context.configuration().maxHold());
    return expired(context, context.firstHeld())
        ? letGo(context, "and schedule " + schedule.name() + " cannot be read: " + schedule.why())
        : new Hold(
            "the end of a surge whose schedule "
                + schedule.name()
                + " this webhook cannot read ("
                + schedule.why()
                + "): a later version wrote it, or somebody edited it",
            Optional.of(earlier(end, context.now().plus(LOOK_AGAIN))));
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static EvictionDecision surging(EvictionContext context, StoredSchedule stored) {
    Schedule schedule = stored.content();
    PodState pod = context.pod();
    if (!schedule.deploymentUid().equals(context.deployment().uid())) {
      return expired(context, context.firstHeld())
          ? letGo(context, "and the surge of the Deployment's predecessor has not ended")
          : hold("the end of a surge of this Deployment's predecessor");
    }
    if (isMine(schedule, pod)) {
      return ticketIsMine(context, stored);
    }
    Optional<Act> recorded = recordHeld(context, stored);
    if (recorded.isPresent()) {
      return recorded.get();
    }
    boolean expired =
        expired(context, schedule.held().getOrDefault(pod.uid(), context.firstHeld()));
    if (expired && schedule.phase() != Phase.RELEASING) {
      return takeTicket(context, stored, List.of());
    }
    return switch (schedule.phase()) {
      case RAISING -> follow(Raise.next(stored, context.workload(), context.configuration()));
      case SURGED ->
          WhoseCountWins.endsSurge(schedule, context.workload())
              .<EvictionDecision>map(why -> hold("the scaler to end the surge: " + why))
              .orElseGet(() -> surged(context, stored));
      case RELEASING ->
          EndTicket.whenOver(
                  stored,
                  context.workload(),
                  context.ticketUnchangedFor(),
                  context.configuration(),
                  context.now())
              .<EvictionDecision>map(Act::new)
              .orElseGet(() -> hold("another pod of the Deployment, which is being evicted"));
      case LOWERING -> lowering(context, stored);
      case CANCELLING -> hold("the end of a surge that its owner ended; then a new one starts");
    };
  }

  private static EvictionDecision surged(EvictionContext context, StoredSchedule stored) {
    return switch (ReleaseChecks.of(context.pod(), context)) {
      case ReleaseChecks.Waiting waiting -> new Hold(waiting.forWhat(), waiting.recheckAt());
      case ReleaseChecks.Passed passed ->
          Precedence.yieldsTo(context)
              .<EvictionDecision>map(
                  rival -> hold("pod " + rival.name() + ", on a node that is leaving, to go first"))
              .orElseGet(() -> release(context, stored, passed.replacement()));
    };
  }

  /** By the scale-down where that can be, in handoff mode; otherwise through the ticket. */
  private static EvictionDecision release(
      EvictionContext context, StoredSchedule stored, PodState replacement) {
    Report ready =
        Report.about(
            context.deployment(),
            Reason.REPLACEMENT_READY,
            "Pod " + replacement.name() + " serves in place of " + context.pod().name());
    return switch (Handoff.of(
        context.pod(),
        replacement,
        stored,
        context.workload(),
        context.configuration(),
        context.now())) {
      case Handoff.Impossible impossible ->
          Precedence.goesAfter(context, replacement)
              .<EvictionDecision>map(
                  rival -> hold("pod " + rival.name() + ", whose node is leaving too, to go first"))
              .orElseGet(() -> takeTicket(context, stored, List.of(ready)));
      case Handoff.Wait(String forWhat, Instant recheckAt) ->
          new Hold(forWhat, Optional.of(recheckAt));
      case Handoff.Begin begin ->
          context.timeForHandoff()
              ? new HandOff(new Step.Write(begin.step().write(), List.of(ready)))
              : hold("the next call: too little time is left in this one");
    };
  }

  /**
   * The pod that a scale-down is to take is let go by it: as soon as it terminates, {@link PodGone}
   * allows. A scale-down that is begun is gone on with here, so that it does not wait for the
   * scaler; what is left to do once the count is lowered is the scaler's.
   */
  private static EvictionDecision lowering(EvictionContext context, StoredSchedule stored) {
    Schedule schedule = stored.content();
    PodState pod = context.pod();
    if (!Handoff.isVictim(schedule, pod)) {
      return hold("the end of a scale-down under way; then a new surge starts");
    }
    if (context.deployment().replicas() == Schedule.ORIGINAL_REPLICAS) {
      return hold("the scale-down to delete it, or else for a new surge");
    }
    Optional<String> over = WhoseCountWins.endsSurge(schedule, context.workload());
    if (over.isPresent()) {
      return hold("the scaler to end the surge: " + over.get());
    }
    return switch (Lower.next(stored, context.workload(), context.configuration(), context.now())) {
      case Step.Write write when lowers(write) -> new HandOff(told(context, stored, write));
      case Step.Write marks -> hold("the scaler to choose the pod to go");
      case Step.Wait wait -> new Hold(wait.forWhat(), wait.recheckAt());
      case Step.Done done -> hold("the scale-down");
    };
  }

  /**
   * Deletion costs are changed by the scaler alone: a webhook that is behind would mark a pod of a
   * surge that has ended, with nobody left to take the mark away.
   */
  private static boolean lowers(Step.Write write) {
    return write.write() instanceof SetReplicas || write.write() instanceof SetMinReplicas;
  }

  /** The write of the count is what lets the pod go, if there is another that serves. */
  private static Step.Write told(
      EvictionContext context, StoredSchedule stored, Step.Write lowering) {
    boolean goes =
        lowering.write() instanceof SetReplicas
            && !Handoff.others(
                    stored.content(), context.workload(), context.configuration(), context.now())
                .isEmpty();
    if (!goes) {
      return lowering;
    }
    List<Report> reports = new ArrayList<>(lowering.reports());
    reports.add(
        Report.about(
            context.pod(),
            Reason.EVICTION_ALLOWED,
            "Let go by the scale-down: a replacement serves"));
    return new Step.Write(lowering.write(), reports);
  }

  /**
   * The pod has the ticket: by this call's claim it may go, otherwise the ticket is renewed first.
   */
  private static EvictionDecision ticketIsMine(EvictionContext context, StoredSchedule stored) {
    Ticket ticket = stored.content().ticket().orElseThrow();
    boolean claimed =
        context
            .claim()
            .filter(claim -> claim.asWritten().uid().equals(stored.uid()))
            .filter(claim -> claim.sequence() <= ticket.sequence())
            .isPresent();
    if (expired(
        context, stored.content().held().getOrDefault(context.pod().uid(), context.firstHeld()))) {
      return claimed ? letGo(context, ticket) : takeTicket(context, stored, List.of());
    }
    if (ticket.origin() != Phase.SURGED) {
      return hold(
          "the surge, which is " + ticket.origin().text() + ": only max-hold releases there");
    }
    return switch (ReleaseChecks.of(context.pod(), context)) {
      case ReleaseChecks.Passed passed ->
          claimed ? allow(context, passed) : takeTicket(context, stored, List.of());
      case ReleaseChecks.Waiting waiting ->
          context
              .claim()
              .filter(claim -> claimed && claim.taken())
              .filter(claim -> claim.sequence() == ticket.sequence())
              .<EvictionDecision>map(claim ->
                  new GiveBackTicket(
                      new Step.Write(EndTicket.withdraw(stored), List.of()), waiting.forWhat()))
              .orElseGet(() -> new Hold(waiting.forWhat(), waiting.recheckAt()));
    };
  }

  private static EvictionDecision allow(EvictionContext context, ReleaseChecks.Passed passed) {
    PodState replacement = passed.replacement();
    String message =
        "replacement "
            + replacement.name()
            + " serves on node "
            + replacement.nodeName().orElse("(none)");
    return new Allow(
        Reason.EVICTION_ALLOWED,
        message,
        List.of(),
        context.claim().filter(Claim::taken).isPresent()
            ? List.of(
                Report.about(context.pod(), Reason.EVICTION_ALLOWED, letGoBy(context) + message))
            : List.of());
  }

  private static String letGoBy(EvictionContext context) {
    return switch (context.request().removal()) {
      case EVICTION -> "Let go: ";
      case DELETE -> "Its delete was let through: ";
    };
  }

  private static EvictionDecision letGo(EvictionContext context, String why) {
    String message =
        (context.request().removal() == Removal.DELETE ? "its delete was " : "")
            + "held for max-hold ("
            + context.configuration().maxHold().toSeconds()
            + " s), "
            + why
            + "; let go without a replacement that serves";
    List<Report> reports =
        context.claim().filter(claim -> !claim.taken()).isPresent()
            ? List.of()
            : List.of(
                Report.about(context.pod(), Reason.EVICTION_HOLD_EXPIRED, message),
                Report.about(
                    context.deployment(),
                    Reason.EVICTION_HOLD_EXPIRED,
                    "Pod " + context.pod().name() + ": " + message));
    return new Allow(
        Reason.EVICTION_HOLD_EXPIRED, message, List.of("spot-aware-scaler: " + message), reports);
  }

  /** When max-hold is over; a pod whose replacement serves by now is simply released. */
  private static EvictionDecision letGo(EvictionContext context, Ticket ticket) {
    return switch (ReleaseChecks.of(context.pod(), context)) {
      case ReleaseChecks.Waiting waiting ->
          letGo(context, "still waiting for " + waiting.forWhat());
      case ReleaseChecks.Passed passed ->
          ticket.origin() == Phase.SURGED
              ? allow(context, passed)
              : letGo(context, "and the surge was " + ticket.origin().text());
    };
  }

  private static TakeTicket takeTicket(
      EvictionContext context, StoredSchedule stored, List<Report> reports) {
    boolean renewal = stored.content().ticket().isPresent();
    return new TakeTicket(
        new Step.Write(
            new UpdateSchedule(stored, stored.content().releasing(context.pod().uid())), reports),
        renewal);
  }

  /** The first held eviction of a pod is remembered, and a hold postpones the scale-down. */
  private static Optional<Act> recordHeld(EvictionContext context, StoredSchedule stored) {
    PodState pod = context.pod();
    Schedule schedule = stored.content();
    boolean first = !schedule.held().containsKey(pod.uid());
    Schedule next = schedule.withHeld(pod.uid(), context.now());
    if (mayPostpone(schedule) && (first || !context.now().isBefore(postponeAt(schedule)))) {
      next = next.dueNoSoonerThan(context.now().plus(StartSurge.POSTPONEMENT));
    }
    if (next.equals(schedule)) {
      return Optional.empty();
    }
    List<Report> reports =
        first
            ? List.of(
                Report.about(
                    pod,
                    Reason.EVICTION_HELD,
                    StartSurge.held(context.removal())
                        + context.configuration().maxHold().toSeconds()
                        + " s in all"))
            : List.of();
    return Optional.of(new Act(new Step.Write(new UpdateSchedule(stored, next), reports)));
  }

  private static boolean mayPostpone(Schedule schedule) {
    return schedule.phase() == Phase.SURGED || schedule.phase() == Phase.RELEASING;
  }

  /** Written again only when half of it has passed: a hold is not a stream of updates. */
  private static Instant postponeAt(Schedule schedule) {
    return schedule.scheduledTime().minus(StartSurge.POSTPONEMENT.dividedBy(2));
  }

  /** When the passing of time alone changes what is to be done about a held eviction. */
  private static Optional<Instant> nextMoment(EvictionContext context, StoredSchedule stored) {
    Schedule schedule = stored.content();
    List<Instant> moments = new ArrayList<>();
    Instant first = schedule.held().getOrDefault(context.pod().uid(), context.firstHeld());
    moments.add(first.plus(context.configuration().maxHold()));
    if (mayPostpone(schedule)) {
      moments.add(postponeAt(schedule));
    }
    if (schedule.phase() == Phase.RELEASING) {
      moments.add(context.now().plus(EndTicket.LIFETIME.minus(context.ticketUnchangedFor())));
    }
    return moments.stream().filter(context.now()::isBefore).min(Instant::compareTo);
  }

  private static EvictionDecision withMoments(
      EvictionDecision decision, EvictionContext context, StoredSchedule stored) {
    return decision instanceof Hold(String waitingFor, Optional<Instant> recheckAt)
        ? new Hold(
            waitingFor,
            Stream.concat(recheckAt.stream(), nextMoment(context, stored).stream())
                .min(Instant::compareTo))
        : decision;
  }

  /** The schedule's first-held time counts; this process' memory only where there is none. */
  private static boolean expired(EvictionContext context, Instant firstHeld) {
    return !firstHeld.plus(context.configuration().maxHold()).isAfter(context.now());
  }

  private static boolean isMine(Schedule schedule, PodState pod) {
    return schedule.ticket().filter(ticket -> ticket.podUid().equals(pod.uid())).isPresent();
  }

  private static EvictionDecision follow(Step step) {
    return switch (step) {
      case Step.Write write -> new Act(write);
      case Step.Wait wait -> new Hold(wait.forWhat(), wait.recheckAt());
      case Step.Done done -> hold("the surge");
    };
  }

  private static Hold hold(String waitingFor) {
    return new Hold(waitingFor, Optional.empty());
  }
}
