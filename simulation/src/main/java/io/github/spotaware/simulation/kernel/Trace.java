package io.github.spotaware.simulation.kernel;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where a run is told as lines of text, for those who look at one seed. */
public interface Trace {
  /** Nobody looks: the text is never made. */
  Trace OFF =
      new Trace() {
        @Override
        public boolean on() {
          return false;
        }

        @Override
        public void say(String actor, Supplier<String> text) {}
      };

  boolean on();

  void say(String actor, Supplier<String> text);

  /** Each line: the virtual time in seconds with milliseconds, the actor, the text. */
  static Trace to(VirtualTime time, Consumer<String> lines) {
    return new Trace() {
      @Override
      public boolean on() {
        return true;
      }

      @Override
      public void say(String actor, Supplier<String> text) {
        long millis = time.nanos() / 1_000_000;
        lines.accept(
            String.format(
                Locale.ROOT,
                "%6d.%03d  %-22s %s",
                millis / 1_000,
                millis % 1_000,
                actor,
                text.get()));
      }
    };
  }
}
