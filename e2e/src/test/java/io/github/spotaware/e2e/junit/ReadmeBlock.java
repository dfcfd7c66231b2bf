package io.github.spotaware.e2e.junit;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import io.github.spotaware.e2e.controlplane.ProjectRoot;
import io.github.spotaware.e2e.playground.PlaygroundHandle;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Commands that the README shows, so that a test can run them as they stand there: those of a block
 * after {@code <!-- run by tests: NAME -->}.
 *
 * @param commands for a shell
 */
public record ReadmeBlock(String commands) {

  private static final long BOUND_SECONDS = 120;

  /** The blocks of this name, in order; an error if there is none. */
  public static List<ReadmeBlock> marked(String name) {
    String readme;
    try {
      readme = Files.readString(ProjectRoot.find().resolve("README.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<ReadmeBlock> blocks =
        Pattern.compile(
                "<!-- run by tests: \\Q" + name + "\\E -->\n```\n(.*?)```\n", Pattern.DOTALL)
            .matcher(readme)
            .results()
            .map((MatchResult match) -> new ReadmeBlock(match.group(1)))
            .toList();
    if (blocks.isEmpty()) {
      throw new EnvironmentException("the README has no block '" + name + "'");
    }
    return blocks;
  }

  /** Each line is a command of its own, but for those that end in a backslash. */
  public List<ReadmeBlock> lines() {
    return commands
        .replace("\\\n", " ")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> new ReadmeBlock(line + "\n"))
        .toList();
  }

  /** The same with this at the end of its first line. */
  public ReadmeBlock adding(String options) {
    return new ReadmeBlock(commands.replaceFirst("\n", " " + options + "\n"));
  }

  /**
   * Runs it from the root of the checkout, with the playground's kubectl and all rights; the first
   * command that fails ends it.
   *
   * @return the commands and what they said
   * @throws EnvironmentException if one fails
   */
  public String run(PlaygroundHandle playground) throws IOException, InterruptedException {
    return run(playground, ProjectRoot.find());
  }

  /** As above, from another folder, whose {@code bin} comes first on the path. */
  public String run(PlaygroundHandle playground, Path folder)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", playground.kubeconfig().toString());
    builder
        .environment()
        .merge(
            "PATH",
            folder.resolve("bin")
                + File.pathSeparator
                + playground.kubectl().resolveSibling("").toString(),
            (before, ours) -> ours + File.pathSeparator + before);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(BOUND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new EnvironmentException("the README's commands failed:\n" + commands + output);
    }
    return "$ " + commands + output;
  }
}
