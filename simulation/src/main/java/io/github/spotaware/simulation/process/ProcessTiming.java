package io.github.spotaware.simulation.process;

import io.github.spotaware.hold.Moment;
import io.github.spotaware.port.Timing;
import java.time.Duration;

/** A process' clocks and timers, in virtual time; its wall clock may be wrong. */
final class ProcessTiming implements Timing {
  private final SimulatedProcess process;
  private Duration skew = Duration.ZERO;

  ProcessTiming(SimulatedProcess process) {
    this.process = process;
  }

  void skew(Duration ahead) {
    skew = ahead;
  }

  @Override
  public Moment now() {
    var time = process.world().time();
    return new Moment(skew.isZero() ? time.wall() : time.wall().plus(skew), time.nanos());
  }

  @Override
  public Timer after(Duration delay, Runnable action) {
    var timer = process.world().time().after(delay.toNanos(), "timer", process.inThisLife(action));
    return timer::cancel;
  }

  @Override
  public void execute(Runnable action) {
    var _ = after(Duration.ZERO, action);
  }
}
