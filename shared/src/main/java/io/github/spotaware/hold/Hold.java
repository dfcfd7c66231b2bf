package io.github.spotaware.hold;

import io.github.spotaware.eviction.Claim;
import io.github.spotaware.eviction.EvictionContext;
import io.github.spotaware.eviction.EvictionDecision;
import io.github.spotaware.eviction.EvictionRequest;
import io.github.spotaware.eviction.EvictionRules;
import io.github.spotaware.report.Reason;
import io.github.spotaware.report.Report;
import io.github.spotaware.schedule.StoredSchedule;
import io.github.spotaware.surge.AppliedWrite;
import io.github.spotaware.surge.EndTicket;
import io.github.spotaware.surge.Step;
import io.github.spotaware.surge.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One eviction call, from its arrival to its answer, as a state machine: fed events, it returns
 * effects, and never blocks. It does no I/O and reads no clock; the caller feeds it from one thread
 * at a time.
 *
 * <p>What must stay true: an allow under a ticket is given only on reads made after this call's own
 * compare-and-swap, before the deadline of a release; and a ticket that this call took and did not
 * use is withdrawn, also when the answer has been given meanwhile.
 */
public final class Hold {
  /** After the first trouble with the API server; doubled with each one after it. */
  private static final Duration RETRY_AFTER_TROUBLE = Duration.ofMillis(500);

  private static final int MOST_DOUBLINGS = 3;

  private enum UnderWay {
    NOTHING,
    READ,
    WRITE
  }

  private final EvictionRequest request;
  private final Deadlines deadlines;

  private UnderWay underWay = UnderWay.NOTHING;
  private Step.@Nullable Write pending;
  private EvictionDecision.@Nullable TakeTicket pendingTicket;
  private @Nullable Claim claim;
  private @Nullable HoldView lastView;
  private boolean changedMeanwhile;
  private boolean hasPlace;
  private boolean answered;
  private boolean givingBack;
  private boolean withdrawing;
  private boolean knownProtected;
  private boolean readHasFailed;
  private int troubles;
  private String waitingFor = "the first look at the cluster";
  private Reason waitingReason = Reason.WAITING;

  /**
   * @param holdTime {@code hold-seconds} in force when the call arrived; the Deployment's own
   *     annotation may change it at the first look
   * @param timeout the API server's {@code ?timeout=}
   */
  public Hold(
      EvictionRequest request, Duration holdTime, Optional<Duration> timeout, Moment arrival) {
    this.request = request;
    this.deadlines = new Deadlines(holdTime, timeout, arrival);
  }

  /** Feeds one event; returns what to do, in order. */
  public List<HoldEffect> on(HoldEvent event, Moment now) {
    List<HoldEffect> effects = new ArrayList<>();
    switch (event) {
      case HoldEvent.Begin begin -> read(effects);
      case HoldEvent.Seen seen -> seen(seen.view(), now, effects);
      case HoldEvent.ReadFailed failed -> readFailed(failed, now, effects);
      case HoldEvent.Written written -> written(written.outcome(), now, effects);
      case HoldEvent.Changed changed -> changed(now, effects);
      case HoldEvent.Woken woken -> woken(now, effects);
      case HoldEvent.NoPlace noPlace ->
          deny(
              Reason.TOO_MANY_HOLDS,
              "too many evictions and deletes are held at once; " + describe(now),
              effects);
      case HoldEvent.NoTurn noTurn -> noTurn(now, effects);
      case HoldEvent.CallerGone gone -> deny(Reason.CALLER_GONE, "the caller has hung up", effects);
      case HoldEvent.Draining draining ->
          deny(Reason.SHUTTING_DOWN, "this webhook is about to end; " + describe(now), effects);
    }
    return effects;
  }

  private void seen(HoldView view, Moment now, List<HoldEffect> effects) {
    underWay = UnderWay.NOTHING;
    if (answered) {
      asTaken(view).ifPresentOrElse(stored -> withdraw(stored, effects), () -> finish(effects));
      return;
    }
    if (lastView == null) {
      deadlines.holdTime(view.configuration().holdTime());
    }
    decide(view, now, effects);
  }

  private void decide(HoldView view, Moment now, List<HoldEffect> effects) {
    lastView = view;
    EvictionContext context =
        new EvictionContext(
            request,
            view.snapshot(),
            view.configuration(),
            Optional.ofNullable(claim),
            view.rivals(),
            view.letGo(),
            view.firstHeld(),
            view.ticketUnchangedFor(),
            view.reversals(),
            deadlines.timeForHandoff(now),
            now.wall());
    switch (EvictionRules.decide(context)) {
      case EvictionDecision.Allow allow -> {
        if (claim != null && now.reached(deadlines.forRelease())) {
          deny(Reason.WAITING, describe(now), effects);
        } else {
          claim = null;
          publish(allow.reports(), effects);
          answer(true, allow.reason(), allow.message(), allow.warnings(), effects);
        }
      }
      case EvictionDecision.Refuse refuse -> {
        publish(refuse.reports(), effects);
        answer(false, refuse.reason(), refuse.message(), List.of(), effects);
      }
      case EvictionDecision.Act act -> write(act.step(), null, now, effects);
      case EvictionDecision.HandOff handOff -> {
        deadlines.handoffBegins();
        write(handOff.step(), null, now, effects);
      }
      case EvictionDecision.TakeTicket take -> write(take.step(), take, now, effects);
      case EvictionDecision.GiveBackTicket giveBack -> {
        knownProtected = true;
        waitFor(giveBack.waitingFor(), Reason.WAITING);
        if (now.reached(deadlines.forWaiting())) {
          atDeadline(now, effects);
        } else {
          givingBack = true;
          perform(giveBack.step(), null, effects);
        }
      }
      case EvictionDecision.Hold hold -> {
        knownProtected = true;
        waitFor(hold.waitingFor(), Reason.WAITING);
        await(hold.recheckAt(), now, effects);
      }
    }
  }

  private void write(
      Step.Write step,
      EvictionDecision.@Nullable TakeTicket ticket,
      Moment now,
      List<HoldEffect> effects) {
    knownProtected = true;
    waitFor(ticket == null ? "the surge to go on" : "the release ticket", Reason.WAITING);
    if (now.reached(deadlines.forNextStep())) {
      deny(waitingReason, describe(now), effects);
    } else {
      perform(step, ticket, effects);
    }
  }

  private void written(WriteOutcome outcome, Moment now, List<HoldEffect> effects) {
    underWay = UnderWay.NOTHING;
    Step.Write step = pending;
    EvictionDecision.TakeTicket ticket = pendingTicket;
    pending = null;
    pendingTicket = null;
    if (givingBack && !(outcome instanceof WriteOutcome.Stale)) {
      claim = null;
    }
    givingBack = false;
    if (withdrawing) {
      withdrawn(outcome, effects);
      return;
    }
    switch (outcome) {
      case WriteOutcome.Done done -> {
        if (step != null) {
          publish(step.reports(), effects);
        }
        if (ticket != null) {
          claim = new Claim(done.schedule().orElseThrow(), !ticket.renewal());
        }
        Optional<HoldView> ahead = ahead(step, done);
        if (ahead.isPresent() && !answered && !now.reached(deadlines.forWaiting())) {
          decide(ahead.get(), now, effects);
        } else {
          readOrWithdraw(now, effects);
        }
      }
      case WriteOutcome.Stale stale -> readOrWithdraw(now, effects);
      case WriteOutcome.Refused refused ->
          trouble("the API server to accept a write (" + refused.message() + ")", now, effects);
      case WriteOutcome.Unavailable unavailable ->
          trouble("the API server to answer (" + unavailable.message() + ")", now, effects);
    }
  }

  /** What is known without another read; never after the taking of a ticket. */
  private Optional<HoldView> ahead(Step.@Nullable Write step, WriteOutcome.Done done) {
    HoldView view = lastView;
    if (step == null || view == null) {
      return Optional.empty();
    }
    return view.snapshot()
        .workload()
        .flatMap(workload -> AppliedWrite.to(workload, step.write(), done))
        .map(view::with);
  }

  private void readOrWithdraw(Moment now, List<HoldEffect> effects) {
    if (answered) {
      withdrawOrFinish(effects);
    } else if (now.reached(deadlines.forNextStep())) {
      deny(waitingReason, describe(now), effects);
    } else {
      read(effects);
    }
  }

  private void readFailed(HoldEvent.ReadFailed failed, Moment now, List<HoldEffect> effects) {
    underWay = UnderWay.NOTHING;
    readHasFailed = true;
    knownProtected |= failed.ofProtected();
    trouble("the API server to answer (" + failed.message() + ")", now, effects);
  }

  private void noTurn(Moment now, List<HoldEffect> effects) {
    underWay = UnderWay.NOTHING;
    if (answered) {
      withdrawOrFinish(effects);
    } else {
      deny(
          Reason.TOO_MANY_HOLDS,
          "too many evictions and deletes are decided at once; " + describe(now),
          effects);
    }
  }

  private void trouble(String what, Moment now, List<HoldEffect> effects) {
    if (answered) {
      withdrawOrFinish(effects);
      return;
    }
    waitFor(what, Reason.API_ERROR);
    changedMeanwhile = false;
    Duration pause = RETRY_AFTER_TROUBLE.multipliedBy(1L << Math.min(troubles, MOST_DOUBLINGS));
    troubles++;
    await(Optional.of(now.plus(pause).wall()), now, effects);
  }

  private void changed(Moment now, List<HoldEffect> effects) {
    if (underWay != UnderWay.NOTHING) {
      changedMeanwhile = true;
    } else {
      woken(now, effects);
    }
  }

  private void woken(Moment now, List<HoldEffect> effects) {
    if (answered) {
      return;
    }
    if (now.reached(lastMoment())) {
      atDeadline(now, effects);
    } else if (underWay == UnderWay.NOTHING) {
      read(effects);
    } else {
      effects.add(new HoldEffect.WakeAt(lastMoment()));
    }
  }

  private void await(Optional<Instant> recheckAt, Moment now, List<HoldEffect> effects) {
    if (now.reached(deadlines.forWaiting())) {
      atDeadline(now, effects);
    } else if (changedMeanwhile) {
      read(effects);
    } else {
      if (!hasPlace) {
        hasPlace = true;
        effects.add(new HoldEffect.TakePlace());
      }
      Moment end = deadlines.forWaiting();
      effects.add(new HoldEffect.WakeAt(recheckAt.map(now::at).orElse(end).earlier(end)));
    }
  }

  private Moment lastMoment() {
    return deadlines.last(lastView == null && !readHasFailed);
  }

  /**
   * A pod that could not be shown to be protected is not held back by the API server's trouble. But
   * want of time is no such trouble: a caller with a short timeout would get any pod evicted.
   */
  private void atDeadline(Moment now, List<HoldEffect> effects) {
    if (knownProtected || !readHasFailed) {
      deny(waitingReason, describe(now), effects);
    } else {
      answer(
          true,
          Reason.API_ERROR,
          "could not be decided, waiting for " + waitingFor,
          List.of(),
          effects);
    }
  }

  private void read(List<HoldEffect> effects) {
    changedMeanwhile = false;
    underWay = UnderWay.READ;
    effects.add(new HoldEffect.Read());
    effects.add(new HoldEffect.WakeAt(lastMoment()));
  }

  private void perform(
      Step.Write step, EvictionDecision.@Nullable TakeTicket ticket, List<HoldEffect> effects) {
    underWay = UnderWay.WRITE;
    pending = step;
    pendingTicket = ticket;
    if (ticket != null) {
      deadlines.releaseBegins();
    }
    effects.add(new HoldEffect.Perform(step.write()));
    effects.add(new HoldEffect.WakeAt(deadlines.forNextStep()));
  }

  private void waitFor(String what, Reason reason) {
    waitingFor = what;
    waitingReason = reason;
  }

  private void deny(Reason reason, String message, List<HoldEffect> effects) {
    if (!answered) {
      answer(false, reason, message, List.of(), effects);
    }
  }

  private void answer(
      boolean allowed,
      Reason reason,
      String message,
      List<String> warnings,
      List<HoldEffect> effects) {
    answered = true;
    effects.add(new HoldEffect.Answer(allowed, reason, message, warnings));
    withdrawOrFinish(effects);
  }

  /** A ticket taken and not used goes back, as soon as nothing else is under way. */
  private void withdrawOrFinish(List<HoldEffect> effects) {
    if (underWay != UnderWay.NOTHING) {
      return;
    }
    Claim unused = claim;
    if (unused != null && unused.taken() && !withdrawing) {
      withdraw(unused.asWritten(), effects);
    } else {
      finish(effects);
    }
  }

  private void withdraw(StoredSchedule read, List<HoldEffect> effects) {
    withdrawing = true;
    underWay = UnderWay.WRITE;
    effects.add(new HoldEffect.Perform(EndTicket.withdraw(read)));
  }

  /** A stale withdrawal may mean a renewal, or only a write for another pod: a read tells. */
  private void withdrawn(WriteOutcome outcome, List<HoldEffect> effects) {
    if (outcome instanceof WriteOutcome.Stale) {
      underWay = UnderWay.READ;
      effects.add(new HoldEffect.Read());
    } else {
      finish(effects);
    }
  }

  /** The schedule, where it still shows the ticket that this call took, not renewed by anyone. */
  private Optional<StoredSchedule> asTaken(HoldView view) {
    return Optional.ofNullable(claim)
        .filter(Claim::taken)
        .map(Claim::asWritten)
        .flatMap(written ->
            view.snapshot()
                .workload()
                .flatMap(workload -> workload.schedule())
                .filter(read -> read.uid().equals(written.uid()))
                .filter(read -> read.content().ticket().equals(written.content().ticket())));
  }

  private static void finish(List<HoldEffect> effects) {
    effects.add(new HoldEffect.Finish());
  }

  private static void publish(List<Report> reports, List<HoldEffect> effects) {
    if (!reports.isEmpty()) {
      effects.add(new HoldEffect.Publish(reports));
    }
  }

  private String describe(Moment now) {
    return HoldText.of(request, Optional.ofNullable(lastView), waitingFor, now);
  }
}
