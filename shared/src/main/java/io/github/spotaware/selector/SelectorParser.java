package io.github.spotaware.selector;

import io.github.spotaware.selector.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a selector's text by recursive descent. It accepts what upstream's {@code labels.Parse}
 * accepts, except the comparisons: a missing value is the empty value ({@code a=}, {@code a in
 * (,x)}), and {@code in} and {@code notin} are words like any other where a key or a value is
 * expected.
 */
final class SelectorParser {
  private final SelectorLexer lexer;
  private Token token;

  SelectorParser(String text) {
    lexer = new SelectorLexer(text);
    token = lexer.next();
  }

  List<Requirement> requirements() {
    List<Requirement> requirements = new ArrayList<>();
    if (token.is(Kind.END)) {
      return requirements;
    }
    requirements.add(requirement());
    while (token.is(Kind.COMMA)) {
      advance();
      requirements.add(requirement());
    }
    if (!token.is(Kind.END)) {
      throw expected("\",\" or the end");
    }
    return requirements;
  }

  private Requirement requirement() {
    if (token.is(Kind.NOT)) {
      advance();
      return Requirement.doesNotExist(key());
    }
    String key = key();
    return switch (token.kind()) {
      case COMMA, END -> Requirement.exists(key);
      case EQUALS -> Requirement.in(key, oneValue());
      case NOT_EQUALS -> Requirement.notIn(key, oneValue());
      case WORD -> setRequirement(key);
      case NOT, OPEN, CLOSE, COMPARISON -> throw expectedOperator();
    };
  }

  private Requirement setRequirement(String key) {
    return switch (token.text()) {
      case "in" -> Requirement.in(key, valueList());
      case "notin" -> Requirement.notIn(key, valueList());
      default -> throw expectedOperator();
    };
  }

  private String key() {
    if (!token.is(Kind.WORD)) {
      throw expected("a label key");
    }
    Optional<String> problem = KubernetesNames.keyProblem(token.text());
    if (problem.isPresent()) {
      throw error(Requirement.keyMessage(token.text(), problem.get()));
    }
    return advance().text();
  }

  private Set<String> oneValue() {
    advance();
    return Set.of(value());
  }

  private Set<String> valueList() {
    advance();
    if (!token.is(Kind.OPEN)) {
      throw expected("\"(\"");
    }
    Set<String> values = new TreeSet<>();
    do {
      advance();
      values.add(value());
    } while (token.is(Kind.COMMA));
    if (!token.is(Kind.CLOSE)) {
      throw expected("\",\" or \")\"");
    }
    advance();
    return values;
  }

  /** A value, or the empty one where the text goes on without. */
  private String value() {
    if (!token.is(Kind.WORD)) {
      return "";
    }
    Optional<String> problem = KubernetesNames.valueProblem(token.text());
    if (problem.isPresent()) {
      throw error(Requirement.valueMessage(token.text(), problem.get()));
    }
    return advance().text();
  }

  private Token advance() {
    Token passed = token;
    token = lexer.next();
    return passed;
  }

  private IllegalArgumentException expectedOperator() {
    return expected("\"=\", \"==\", \"!=\", \"in\", \"notin\", \",\" or the end");
  }

  private IllegalArgumentException expected(String what) {
    return error("expected " + what + " but found " + token.described());
  }

  private IllegalArgumentException error(String problem) {
    return new IllegalArgumentException("at character " + token.position() + ": " + problem);
  }
}
