package io.github.spotaware.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class ScenarioListTest {

  @Test
  void eachScenarioIsTwoOrThreeLinesThatFitAScreenAndSayHowLongItTakes() {
    assertThat(Scenarios.ALL)
        .allSatisfy(scenario -> {
          assertThat(scenario.description()).hasSizeBetween(2, 3);
          assertThat(scenario.description().getLast()).startsWith("Shows ").contains("About ");
        });
    assertThat(Scenarios.list()).allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
  }

  @Test
  void theReadmeHasTheList() throws IOException {
    assertThat(Files.readString(ProjectRoot.find().resolve("README.md")))
        .contains("$ ./demo --list\n" + String.join("\n", Scenarios.list()) + "\n```");
  }
}
