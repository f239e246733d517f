/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is
 * distributed on an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and limitations under the License.
 */
package io.github.camelsession.lint.route;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.HasExpressionType;
import org.apache.camel.model.InterceptDefinition;
import org.apache.camel.model.InterceptSendToEndpointDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.OnCompletionDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.PollDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SagaDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.SetHeadersDefinition;
import org.apache.camel.model.SetPropertyDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.ThrottleDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.jspecify.annotations.Nullable;

/** The texts of a definition that Camel evaluates, or may evaluate, when a message arrives. */
final class Expressions {
    private final Consumer<String> texts;

    private Expressions(Consumer<String> texts) {
        this.texts = texts;
    }

    /** Leaves out the outputs of the definition, but for the conditions on which a choice enters its branches. */
    static void forEach(ProcessorDefinition<?> definition, Consumer<String> texts) {
        Expressions reader = new Expressions(texts);
        reader.common(definition);
        reader.conditions(definition);
        reader.named(definition);
    }

    private void common(ProcessorDefinition<?> definition) {
        if (definition instanceof HasExpressionType has) {
            expression(has);
        }
        if (definition instanceof LogDefinition log) {
            text(log.getMessage());
        } else if (definition instanceof ThrowExceptionDefinition thrown) {
            text(thrown.getMessage());
        } else if (definition instanceof BeanDefinition bean) {
            text(bean.getMethod());
        } else if (definition instanceof ToDynamicDefinition || definition instanceof PollDefinition) {
            SendTarget.of(definition).forEach(target -> text(target.uri()));
        }
        if (definition instanceof EndpointRequiredDefinition sending) {
            text(sending.getEndpointUri());
        }
    }

    private void conditions(ProcessorDefinition<?> definition) {
        if (definition instanceof ChoiceDefinition choice) {
            choice.getWhenClauses().forEach(this::expression);
        } else if (definition instanceof CatchDefinition handler) {
            expression(handler.getOnWhen());
        } else if (definition instanceof InterceptDefinition interceptor) {
            expression(interceptor.getOnWhen());
        } else if (definition instanceof InterceptSendToEndpointDefinition interceptor) {
            expression(interceptor.getOnWhen());
        } else if (definition instanceof OnCompletionDefinition completion) {
            expression(completion.getOnWhen());
        } else if (definition instanceof OnExceptionDefinition handler) {
            handler(handler);
        } else if (definition instanceof AggregateDefinition aggregate) {
            Stream.of(
                            aggregate.getCorrelationExpression(),
                            aggregate.getCompletionPredicate(),
                            aggregate.getCompletionTimeoutExpression(),
                            aggregate.getCompletionSizeExpression())
                    .forEach(this::expression);
        } else if (definition instanceof ThrottleDefinition throttle) {
            expression(throttle.getCorrelationExpression());
        } else if (definition instanceof SagaDefinition saga && saga.getOptions() != null) {
            saga.getOptions().forEach(this::expression);
        }
    }

    private void handler(OnExceptionDefinition handler) {
        expression(handler.getOnWhen());
        expression(handler.getRetryWhile());
        expression(handler.getHandled());
        expression(handler.getContinued());
        text(handler.getRetryWhilePolicy());
        text(handler.getHandledPolicy());
        text(handler.getContinuedPolicy());
    }

    /** Names are expressions, too. */
    private void named(ProcessorDefinition<?> definition) {
        if (definition instanceof SetHeaderDefinition header) {
            text(header.getName());
        } else if (definition instanceof SetPropertyDefinition property) {
            text(property.getName());
        } else if (definition instanceof SetVariableDefinition variable) {
            text(variable.getName());
        } else if (definition instanceof SetHeadersDefinition headers) {
            headers.getHeaders().forEach(header -> forEach(header, texts));
        } else if (definition instanceof SetVariablesDefinition variables) {
            variables.getVariables().forEach(variable -> forEach(variable, texts));
        }
    }

    private void expression(@Nullable HasExpressionType has) {
        if (has != null) {
            expression(has.getExpressionType());
        }
    }

    /** Java code gives Camel's objects instead of text; those made of Simple show its text. */
    private void expression(@Nullable ExpressionDefinition expression) {
        if (expression == null) {
            return;
        }
        text(expression.getExpression());
        text(expression.getPredicate());
        text(expression.getExpressionValue());
        if (expression instanceof MethodCallExpression call) {
            text(call.getMethod());
        }
        if (expression.getExpressionType() != expression) {
            expression(expression.getExpressionType());
        }
    }

    private void text(@Nullable Object text) {
        if (text != null) {
            texts.accept(text.toString());
        }
    }
}
