package io.levee.adapters.cedar.language;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One node of a compiled condition. Immutable; nests at most [PolicyCompiler#DEPTH_MAX] deep.
sealed interface Expression {
    /// @throws EvaluationFailed where it has no value
    Object value(Situation situation);

    record Literal(Object constant) implements Expression {
        @Override
        public Object value(Situation situation) {
            return constant;
        }
    }

    enum Variable implements Expression {
        PRINCIPAL,
        ACTION,
        RESOURCE,
        CONTEXT;

        @Override
        public Object value(Situation situation) {
            return switch (this) {
                case PRINCIPAL -> situation.principal();
                case ACTION -> situation.action();
                case RESOURCE -> situation.resource();
                case CONTEXT -> situation.context();
            };
        }
    }

    record Conditional(Expression test, Expression yes, Expression no) implements Expression {
        @Override
        public Object value(Situation situation) {
            return Values.truth(test.value(situation)) ? yes.value(situation) : no.value(situation);
        }
    }

    /// What stands after the first that does not hold is not looked at, even if it would fail.
    record And(List<Expression> all) implements Expression {
        @Override
        public Object value(Situation situation) {
            for (Expression one : all) {
                if (!Values.truth(one.value(situation))) {
                    return false;
                }
            }
            return true;
        }
    }

    /// What stands after the first that holds is not looked at, even if it would fail.
    record Or(List<Expression> any) implements Expression {
        @Override
        public Object value(Situation situation) {
            for (Expression one : any) {
                if (Values.truth(one.value(situation))) {
                    return true;
                }
            }
            return false;
        }
    }

    record Unary(Operators.One operator, Expression operand) implements Expression {
        @Override
        public Object value(Situation situation) {
            return operator.apply(operand.value(situation));
        }
    }

    record Binary(Operators.Two operator, Expression left, Expression right) implements Expression {
        @Override
        public Object value(Situation situation) {
            Object first = left.value(situation);
            return operator.apply(first, right.value(situation), situation.entities());
        }
    }

    record Attribute(Expression of, String name) implements Expression {
        @Override
        public Object value(Situation situation) {
            Object holder = of.value(situation);
            Object value = attributes(holder, situation).get(name);
            if (value == null) {
                throw new EvaluationFailed("there is no attribute `%s`".formatted(name));
            }
            return value;
        }
    }

    record HasAttribute(Expression of, String name) implements Expression {
        @Override
        public Object value(Situation situation) {
            return attributes(of.value(situation), situation).containsKey(name);
        }
    }

    record Like(Expression text, Pattern pattern) implements Expression {
        @Override
        public Object value(Situation situation) {
            return pattern.matches(Values.text(text.value(situation)));
        }
    }

    record Is(Expression entity, String type) implements Expression {
        @Override
        public Object value(Situation situation) {
            return Values.entity(entity.value(situation)).type().equals(type);
        }
    }

    /// `x is T in y`: asks first for the type, and evaluates `x` once.
    record IsIn(Expression entity, String type, Expression ancestor) implements Expression {
        @Override
        public Object value(Situation situation) {
            Uid uid = Values.entity(entity.value(situation));
            return uid.type().equals(type) && Operators.in(uid, ancestor.value(situation), situation.entities());
        }
    }

    record SetOf(List<Expression> elements) implements Expression {
        @Override
        public Object value(Situation situation) {
            Set<Object> values = HashSet.newHashSet(elements.size());
            elements.forEach(element -> values.add(element.value(situation)));
            return values;
        }
    }

    record RecordOf(Map<String, Expression> fields) implements Expression {
        @Override
        public Object value(Situation situation) {
            Map<String, Object> values = HashMap.newHashMap(fields.size());
            fields.forEach((name, field) -> values.put(name, field.value(situation)));
            return values;
        }
    }

    record Call(Extensions.Function function, List<Expression> arguments) implements Expression {
        @Override
        public Object value(Situation situation) {
            return function.call(arguments.stream()
                    .map(argument -> argument.value(situation))
                    .toList());
        }
    }

    private static Map<?, ?> attributes(Object holder, Situation situation) {
        return switch (holder) {
            case Uid uid -> situation.entities().get(uid).attributes();
            case Map<?, ?> record -> record;
            default -> throw Values.wrong("an entity or a record", holder);
        };
    }
}
