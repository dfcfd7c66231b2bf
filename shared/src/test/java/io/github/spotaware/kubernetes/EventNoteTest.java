package io.github.spotaware.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API server counts the bytes of a note, and refuses the Event where there are too many. */
class EventNoteTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "…", "\uD83D\uDE80", "a\uD83D\uDE80"})
  void fitsWhateverIsInIt(String part) {
    for (int times = 0; times < 1_100; times++) {
      String note = part.repeat(times);
      String fitting = EventRecorder.fitting(note);
      int bytes = note.getBytes(StandardCharsets.UTF_8).length;
      if (bytes <= EventRecorder.MAX_NOTE) {
        assertThat(fitting).isEqualTo(note);
      } else {
        assertThat(fitting.getBytes(StandardCharsets.UTF_8).length)
            .isBetween(EventRecorder.MAX_NOTE - 4, EventRecorder.MAX_NOTE);
        assertThat(fitting).endsWith("…").doesNotContain("?");
        assertThat(note).startsWith(fitting.substring(0, fitting.length() - 1));
        assertThat(fitting.chars().filter(c -> Character.isHighSurrogate((char) c)).count())
            .isEqualTo(fitting.chars().filter(c -> Character.isLowSurrogate((char) c)).count());
      }
    }
  }
}
