package io.github.spotaware.e2e.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.spotaware.e2e.controlplane.ProjectRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README refers to is there. */
final class ReadmeTest {

  private static final Path ROOT = ProjectRoot.find();

  private static List<String> found(String regex) throws IOException {
    return Pattern.compile(regex)
        .matcher(Files.readString(ROOT.resolve("README.md")))
        .results()
        .map((MatchResult match) -> match.group(1))
        .distinct()
        .toList();
  }

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Path tests = ROOT.resolve("e2e/src/test/java/io/github/spotaware/e2e");
    assertThat(found("`([a-z]+/[A-Za-z]+E2E)`"))
        .hasSizeGreaterThan(10)
        .allSatisfy(name -> assertThat(tests.resolve(name + ".java")).exists());
  }

  @Test
  void everySectionThatIsLinkedExists() throws IOException {
    List<String> anchors =
        found("(?m)^#{2,3} (.+)$").stream()
            .map(title -> title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", ""))
            .map(title -> title.replace(' ', '-'))
            .toList();
    assertThat(found("\\]\\(#([^)]+)\\)")).isNotEmpty().isSubsetOf(anchors);
  }

  @Test
  void everyFileThatIsLinkedExists() throws IOException {
    assertThat(found("\\]\\(([A-Za-z][^):#]*)\\)"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
  }
}
