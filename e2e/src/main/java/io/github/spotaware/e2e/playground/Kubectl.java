package io.github.spotaware.e2e.playground;

import io.github.spotaware.e2e.controlplane.EnvironmentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the real kubectl: it reads kustomizations, and sends manifests as they were written.
 *
 * @param program its path
 * @param kubeconfig whose rights it uses
 */
record Kubectl(Path program, Path kubeconfig) {

  /**
   * Runs it and returns what it prints.
   *
   * @param input its standard input
   * @throws EnvironmentException with what it said, when it fails
   */
  String run(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.add("--kubeconfig=" + kubeconfig);
    command.addAll(List.of(arguments));
    try {
      // Files, not pipes: with pipes each side could wait for the other.
      Path in = Files.createTempFile("kubectl", ".in");
      Path errors = Files.createTempFile("kubectl", ".err");
      try {
        Files.writeString(in, input);
        Process process =
            new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
          throw new EnvironmentException(
              "kubectl %s failed:%n%s"
                  .formatted(String.join(" ", arguments), Files.readString(errors).strip()));
        }
        return output;
      } finally {
        Files.delete(in);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new EnvironmentException("could not run " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while kubectl ran", e);
    }
  }
}
