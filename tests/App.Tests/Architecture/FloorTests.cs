using System.Xml.Linq;

namespace App.Tests.Architecture;

public sealed class FloorTests
{
    private static readonly string[] WorldBelowTheDomain = ["Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Extensions", "System.Net.Http", "System.Data"];

    [Theory]
    [InlineData(Floors.Domain)]
    [InlineData(Floors.Sandbox)]
    [InlineData(Floors.Infrastructure, Floors.Domain)]
    [InlineData(Floors.Application, Floors.Infrastructure, Floors.Domain, Floors.Sandbox)]
    public void A_floor_sees_only_the_floors_below_it(string floor, params string[] below)
    {
        var compiled = TypeUsage.ReferencedAssemblies(Floors.File(floor)).Where(Floors.All.Contains);
        var project = XDocument.Load(RepositoryRoot.Path($"src/{floor}/{floor}.csproj"));
        var declared = project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).Where(Floors.All.Contains);

        Rule.Holds(compiled.Concat(declared).Except(below));
    }

    [Fact]
    public void The_domain_stands_on_the_base_library_and_NodaTime()
    {
        var foreign = TypeUsage.ReferencedAssemblies(Floors.File(Floors.Domain)).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "NodaTime");
        var uses = Floors.Types(Floors.Domain).SelectMany(type => type.Types.Where(used => WorldBelowTheDomain.Any(used.StartsWith)).Select(used => $"{type.Name} uses {used}"));

        Rule.Holds(foreign);
        Rule.Holds(uses);
    }

    [Fact]
    public void Providers_see_the_domain_http_and_settings_and_never_the_database()
    {
        var faults =
            from type in Floors.Types(Floors.Infrastructure)
            where IsIn(type.Namespace, "App.Infrastructure.Providers")
            from used in type.Types
            where IsIn(used, "Microsoft.EntityFrameworkCore") || IsIn(used, "System.Data") || IsIn(used, "Microsoft.Data")
                || (IsIn(used, "App.Infrastructure") && !IsIn(used, "App.Infrastructure.Providers") && !IsIn(used, "App.Infrastructure.Hosting"))
            select $"{type.Namespace}.{type.Name} uses {used}";

        Rule.Holds(faults);
    }

    [Fact]
    public void The_reader_sees_what_hides_in_method_bodies_and_closures()
    {
        var planted = TypeUsage.ReadAll(typeof(FloorTests).Assembly.Location).Single(type => type.Name == nameof(Planted));

        Assert.Contains("Microsoft.EntityFrameworkCore.DbContext", planted.Types);
        Assert.Contains("System.Text.StringBuilder", planted.Types);
        Assert.Contains("System.Text.StringBuilder.Append/1", planted.Members);
        Assert.DoesNotContain("System.Text.Rune", planted.Types);
    }

    private static bool IsIn(string name, string space) => name == space || name.StartsWith($"{space}.", StringComparison.Ordinal);
}

/// <summary>Uses things only where a careless reader wouldn't look: in a lambda, in an asynchronous method.</summary>
internal static class Planted
{
    public static Func<object, bool> Lambda => thing => thing is Microsoft.EntityFrameworkCore.DbContext;

    public static async Task<string> WriteAsync()
    {
        await Task.Yield();
        return new System.Text.StringBuilder().Append('x').ToString();
    }
}
