package io.github.spotaware.simulation.variant;

import io.github.spotaware.port.LiveReads;
import io.github.spotaware.simulation.process.Requests;
import io.github.spotaware.surge.ProtocolWrite;
import io.github.spotaware.surge.WriteOutcome;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Requests that show, or do, something else than what is asked for. */
final class BrokenRequests extends Requests {
  private final Function<LiveReads, LiveReads> lie;
  private final BiFunction<Requests, ProtocolWrite, WriteOutcome> deed;
  private final Requests sound;

  BrokenRequests(
      Requests sound,
      Function<LiveReads, LiveReads> lie,
      BiFunction<Requests, ProtocolWrite, WriteOutcome> deed) {
    super(sound);
    this.sound = sound;
    this.lie = lie;
    this.deed = deed;
  }

  @Override
  public LiveReads reads() {
    return lie.apply(super.reads());
  }

  @Override
  public WriteOutcome apply(ProtocolWrite write) {
    return deed.apply(sound, write);
  }
}
