using App.Domain;
using App.Domain.Webhooks;
using App.Infrastructure.Hosting;
using App.Infrastructure.Providers.Shared;
using App.Infrastructure.Webhooks.Endpoints;
using App.Webhooks;
using Microsoft.Extensions.Options;

namespace App.Tests.Webhooks;

public sealed class EndpointFieldsTests
{
    [Fact]
    public void An_endpoint_that_is_saved_untouched_stays_as_it_was()
    {
        var view = View() with { EventTypes = ["booking.created"], Retries = "0s, 5m", Filters = [new PayloadFilter("booking.kind", FilterOperator.In, ["Interview", "Call"])] };

        var input = EndpointFields.Of(view).Read();

        Assert.Equal(view.EventTypes, input.EventTypes);
        Assert.Equal("0s, 5m", input.Retries);
        Assert.Equal(["Interview", "Call"], Assert.Single(input.Filters).Values);
    }

    [Fact]
    public void Headers_that_are_set_stay_until_they_are_replaced()
    {
        var fields = EndpointFields.Of(View() with { HeaderNames = ["Authorization"] });
        Assert.Null(fields.Read().Headers);

        fields.ReplaceHeaders = true;
        Assert.Empty(fields.Read().Headers!);
    }

    [Fact]
    public void A_header_named_twice_is_kept_twice_so_that_it_is_refused()
    {
        var fields = new EndpointFields { Name = "A", Url = "https://x.example" };
        fields.Headers.AddRange([new HeaderFields { Name = "X-Key", Value = "1" }, new HeaderFields { Name = "X-Key", Value = "2" }, new HeaderFields()]);

        Assert.Equal(2, fields.Read().Headers!.Count);
    }

    [Theory]
    [InlineData("X-Key")]
    [InlineData("1-2")]
    [InlineData("_")]
    public void However_often_a_header_is_named_it_is_refused_and_none_is_lost(string name)
    {
        var fields = new EndpointFields { Name = "A", Url = "https://x.example" };
        fields.Headers.AddRange(Enumerable.Range(0, 4).Select(n => new HeaderFields { Name = name, Value = $"{n}" }));

        Assert.Equal(["0", "1", "2", "3"], fields.Read().Headers!.Values.Order());
        var check = new EndpointCheck(new AddressGuard(Options.Create(new OutgoingOptions())));
        Assert.Equal("Name each only once; capitals make no difference.", Assert.Single(Assert.IsType<Failure.Invalid>(check.Check(fields.Read())).Errors["headers"]));
    }

    [Fact]
    public void No_event_chosen_is_not_all_events() => Assert.NotEmpty(new EndpointFields { AllEvents = false }.Read().EventTypes);

    [Fact]
    public void Whether_a_field_is_there_takes_no_values_even_where_some_were_typed() =>
        Assert.Empty(new FilterFields { Field = "booking.link", Operator = FilterOperator.Exists, Values = "left over" }.Read().Values);

    private static EndpointView View() => new() { Id = Guid.Empty, Name = "A", Url = "https://x.example", EventTypes = [], Connections = [], Filters = [], HeaderNames = [], Hours = [], Secrets = [] };
}
