package dev.lorikeet.standalone.metrics;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What an expression of Prometheus asks for. It reads as much of the language as our expressions use, with the variables
 * of Grafana in place of texts and times, and fails on everything else.
 */
final class PromQl {
    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(?<text>\"[^\"\\\\]*\")"
            + "|(?<time>(?:\\d+(?:ms|[smhdw]))+|\\$__rate_interval|\\$__range)|(?<number>\\d+(?:\\.\\d+)?)"
            + "|(?<word>[a-zA-Z_:][\\w:]*)|(?<sign>==|!=|<=|>=|=~|!~|[-+*/%<>=(){}\\[\\],]))");
    private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count", "topk");
    private static final Set<String> FUNCTIONS = Set.of("rate", "increase", "changes", "absent", "absent_over_time",
            "max_over_time", "min_over_time", "histogram_quantile", "clamp_min", "time", "vector");
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<=", ">=", "<", ">");
    private static final Set<String> MATCHERS = Set.of("=", "!=", "=~", "!~");
    private static final Set<String> OPERATORS = Set.of("+", "-", "*", "/", "%", "and", "or", "unless");

    private final String expression;
    private final List<String> tokens = new ArrayList<>();
    private final List<Selector> selectors = new ArrayList<>();
    private final List<Grouping> groupings = new ArrayList<>();
    private int next;

    private PromQl(String expression) {
        this.expression = expression;
        var token = TOKEN.matcher(expression);
        int end = 0;
        while (!expression.substring(end).isBlank()) {
            if (!token.find(end) || token.start() != end) {
                throw wrong("what is '" + expression.substring(end) + "'?");
            }
            tokens.add(token.group().strip());
            end = token.end();
        }
    }

    /** @param equal the labels that must have one value, with it */
    record Selector(String name, Set<String> labels, Map<String, String> equal) {}

    /** Labels that remain, or by which two sides are matched, and what they have to come from. */
    record Grouping(Set<String> labels, List<Selector> of) {}

    record Wanted(List<Selector> selectors, List<Grouping> groupings) {}

    static Wanted of(String expression) {
        var query = new PromQl(expression);
        query.expression();
        if (query.next < query.tokens.size()) {
            throw query.wrong("nothing may come behind token " + query.next);
        }
        return new Wanted(List.copyOf(query.selectors), List.copyOf(query.groupings));
    }

    private void expression() {
        int begun = selectors.size();
        operand();
        while (!ended() && (COMPARISONS.contains(peek()) || OPERATORS.contains(peek()))) {
            take();
            if (!ended() && (peek().equals("on") || peek().equals("ignoring"))) {
                boolean on = take().equals("on");
                var labels = names();
                operand();
                if (on) {
                    groupings.add(new Grouping(labels, List.copyOf(selectors.subList(begun, selectors.size()))));
                }
            } else {
                operand();
            }
        }
    }

    private void operand() {
        var token = take();
        if (token.equals("(")) {
            expression();
            expect(")");
        } else if (token.equals("-") || Character.isDigit(token.charAt(0))) {
            if (token.equals("-")) {
                operand();
            }
        } else if (AGGREGATIONS.contains(token)) {
            aggregation();
        } else if (!ended() && peek().equals("(")) {
            if (!FUNCTIONS.contains(token)) {
                throw wrong("no function " + token);
            }
            arguments();
        } else if (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_') {
            selector(token);
        } else {
            throw wrong("'" + token + "' is out of place");
        }
    }

    private void aggregation() {
        int begun = selectors.size();
        var labels = grouping();
        arguments();
        labels.addAll(grouping());
        groupings.add(new Grouping(labels, List.copyOf(selectors.subList(begun, selectors.size()))));
    }

    private Set<String> grouping() {
        if (ended() || !peek().equals("by")) {
            return new LinkedHashSet<>();
        }
        take();
        return names();
    }

    private Set<String> names() {
        var names = new LinkedHashSet<String>();
        expect("(");
        while (!peek().equals(")")) {
            names.add(take());
            if (!peek().equals(")")) {
                expect(",");
            }
        }
        expect(")");
        return names;
    }

    private void arguments() {
        expect("(");
        while (!peek().equals(")")) {
            expression();
            if (!peek().equals(")")) {
                expect(",");
            }
        }
        expect(")");
    }

    private void selector(String name) {
        var labels = new LinkedHashSet<String>();
        var equal = new TreeMap<String, String>();
        if (!ended() && peek().equals("{")) {
            take();
            while (!peek().equals("}")) {
                matcher(labels, equal);
            }
            expect("}");
        }
        selectors.add(new Selector(name, labels, equal));
        if (!ended() && peek().equals("[")) {
            take();
            time();
            expect("]");
        }
        if (!ended() && peek().equals("offset")) {
            take();
            time();
        }
    }

    private void matcher(Set<String> labels, Map<String, String> equal) {
        var label = take();
        var how = take();
        var value = take();
        if (!MATCHERS.contains(how) || !value.startsWith("\"")) {
            throw wrong("'" + label + how + value + "' is no matcher");
        }
        labels.add(label);
        if (how.equals("=")) {
            equal.put(label, value.substring(1, value.length() - 1));
        }
        if (!peek().equals("}")) {
            expect(",");
        }
    }

    private void time() {
        var time = take();
        var token = TOKEN.matcher(time);
        if (!token.matches() || token.group("time") == null) {
            throw wrong("'" + time + "' is no time");
        }
    }

    private boolean ended() {
        return next >= tokens.size();
    }

    private String peek() {
        if (ended()) {
            throw wrong("it ends too early");
        }
        return tokens.get(next);
    }

    private String take() {
        var token = peek();
        next++;
        return token;
    }

    private void expect(String token) {
        if (!take().equals(token)) {
            throw wrong("'" + token + "' is missing before token " + next);
        }
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(why + " in " + expression);
    }
}
