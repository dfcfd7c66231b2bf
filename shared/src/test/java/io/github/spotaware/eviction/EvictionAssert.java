package io.github.spotaware.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.github.spotaware.eviction.EvictionDecision.Act;
import io.github.spotaware.eviction.EvictionDecision.Allow;
import io.github.spotaware.eviction.EvictionDecision.Hold;
import io.github.spotaware.eviction.EvictionDecision.TakeTicket;
import io.github.spotaware.report.Reason;
import io.github.spotaware.schedule.Schedule;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.ProtocolWrite.UpdateSchedule;

/** What a decision is, in one line. */
final class EvictionAssert {
  private EvictionAssert() {}

  static Allow allows(EvictionDecision decision, Reason reason) {
    Allow allow = assertThat(decision).asInstanceOf(type(Allow.class)).actual();
    assertThat(allow.reason()).isEqualTo(reason);
    return allow;
  }

  static Hold holds(EvictionDecision decision, String waitingFor) {
    Hold hold = assertThat(decision).asInstanceOf(type(Hold.class)).actual();
    assertThat(hold.waitingFor()).contains(waitingFor);
    return hold;
  }

  static <W extends ProtocolWrite> W acts(EvictionDecision decision, Class<W> write) {
    Act act = assertThat(decision).asInstanceOf(type(Act.class)).actual();
    return assertThat(act.step().write()).asInstanceOf(type(write)).actual();
  }

  /** The schedule as it would be with the ticket. */
  static Schedule takesTicket(EvictionDecision decision, boolean renewal) {
    TakeTicket take = assertThat(decision).asInstanceOf(type(TakeTicket.class)).actual();
    assertThat(take.renewal()).isEqualTo(renewal);
    return assertThat(take.step().write()).asInstanceOf(type(UpdateSchedule.class)).actual().to();
  }
}
