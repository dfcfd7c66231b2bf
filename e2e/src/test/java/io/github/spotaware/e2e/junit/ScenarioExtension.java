package io.github.spotaware.e2e.junit;

import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes the {@link Scenario} of each test, and ends it after the test. */
final class ScenarioExtension implements ParameterResolver, AfterEachCallback {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(ScenarioExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Scenario.class;
  }

  @Override
  public Scenario resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(STORE)
        .computeIfAbsent(Scenario.class, _ -> new Scenario(SharedPlayground.get()), Scenario.class);
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Scenario scenario = context.getStore(STORE).get(Scenario.class, Scenario.class);
    if (scenario != null) {
      context
          .getExecutionException()
          .ifPresent(_ -> Evidence.print(Objects.requireNonNull(scenario), context));
      scenario.end();
    }
  }
}
