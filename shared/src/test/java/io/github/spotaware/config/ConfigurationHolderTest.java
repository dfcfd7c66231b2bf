package io.github.spotaware.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.config.ConfigurationChange.Changed;
import io.github.spotaware.config.ConfigurationChange.Rejected;
import io.github.spotaware.config.ConfigurationChange.Unchanged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationHolderTest {
  private static final Map<String, String> GOOD = Map.of("hold-seconds", "5");
  private static final Map<String, String> OTHER = Map.of("hold-seconds", "6");
  private static final Map<String, String> BAD = Map.of("hold-seconds", "abc");
  private static final Map<String, String> WORSE = Map.of("hold-seconds", "abc", "dry-run", "?");

  private final ConfigurationHolder holder = new ConfigurationHolder();

  @Test
  void beginsWithTheDefaults() {
    assertThat(holder.current()).isEqualTo(Configuration.defaults());
    assertThat(holder.valid()).isTrue();
  }

  @Test
  void absentFromTheStartMeansDefaults() {
    assertThat(absent()).isEqualTo(new Unchanged());
    assertThat(holder.current()).isEqualTo(Configuration.defaults());
    assertThat(holder.valid()).isTrue();
  }

  @Test
  void aNewConfigurationIsTakenOnce() {
    assertThat(on(GOOD)).isEqualTo(new Changed(seconds(5)));
    assertThat(on(GOOD)).isEqualTo(new Unchanged());
    assertThat(on(OTHER)).isEqualTo(new Changed(seconds(6)));
    assertThat(holder.current()).isEqualTo(seconds(6));
  }

  @Test
  void dataThatSayTheSameInOtherWordsChangeNothing() {
    on(GOOD);
    assertThat(on(Map.of("hold-seconds", " 05 ", "dry-run", "FALSE"))).isEqualTo(new Unchanged());
  }

  @Test
  void invalidDataKeepTheLastGoodAndAreReportedOnce() {
    on(GOOD);
    assertThat(on(BAD)).isEqualTo(rejected(BAD));
    assertThat(on(BAD)).isEqualTo(new Unchanged());
    assertThat(holder.current()).isEqualTo(seconds(5));
    assertThat(holder.valid()).isFalse();
  }

  @Test
  void invalidDataAtTheStartKeepTheDefaults() {
    assertThat(on(BAD)).isEqualTo(rejected(BAD));
    assertThat(holder.current()).isEqualTo(Configuration.defaults());
    assertThat(holder.valid()).isFalse();
  }

  @Test
  void oneInvalidValueHoldsBackTheValidOnesBesideIt() {
    on(Map.of("hold-seconds", "5", "dry-run", "?"));
    assertThat(holder.current()).isEqualTo(Configuration.defaults());
  }

  @Test
  void anotherProblemIsReportedToo() {
    on(BAD);
    assertThat(on(WORSE)).isEqualTo(rejected(WORSE));
    assertThat(on(BAD)).isEqualTo(rejected(BAD));
  }

  @Test
  void theSameProblemBesideOtherDataIsNotReportedAgain() {
    on(BAD);
    assertThat(on(Map.of("hold-seconds", "abc", "max-hold", "60"))).isEqualTo(new Unchanged());
  }

  @Test
  void backToTheLastGoodIsValidAndUnchanged() {
    on(GOOD);
    on(BAD);
    assertThat(on(GOOD)).isEqualTo(new Unchanged());
    assertThat(holder.valid()).isTrue();
  }

  @Test
  void aProblemThatComesBackIsReportedAgain() {
    on(BAD);
    on(GOOD);
    assertThat(on(BAD)).isEqualTo(rejected(BAD));
    absent();
    assertThat(on(BAD)).isEqualTo(rejected(BAD));
  }

  @Test
  void deletionKeepsTheLastGood() {
    on(GOOD);
    assertThat(absent()).isEqualTo(new Unchanged());
    assertThat(absent()).isEqualTo(new Unchanged());
    assertThat(holder.current()).isEqualTo(seconds(5));
    assertThat(on(GOOD)).isEqualTo(new Unchanged());
  }

  @Test
  void emptyDataAreNotAbsence() {
    on(GOOD);
    assertThat(on(Map.of())).isEqualTo(new Changed(Configuration.defaults()));
  }

  @Test
  void unknownKeysAreThoseOfTheDataLastFollowed() {
    on(Map.of("hold-second", "5"));
    assertThat(holder.unknownKeys()).containsExactly("hold-second");
    on(BAD);
    assertThat(holder.unknownKeys()).containsExactly("hold-second");
    on(GOOD);
    assertThat(holder.unknownKeys()).isEmpty();
  }

  private ConfigurationChange on(Map<String, String> data) {
    return holder.on(Optional.of(data));
  }

  private ConfigurationChange absent() {
    return holder.on(Optional.empty());
  }

  private static Configuration seconds(int holdSeconds) {
    return Configuration.defaults().toBuilder().holdTime(Duration.ofSeconds(holdSeconds)).build();
  }

  private static Rejected rejected(Map<String, String> data) {
    List<InvalidValue> values =
        ((ParsedConfiguration.Invalid) ConfigurationParser.parse(data)).values();
    return new Rejected(values);
  }
}
