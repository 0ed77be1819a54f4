using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace App.Infrastructure.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class FormerInboundSecret : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "FormerSecretExpiresAt",
                table: "InboundSources",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "SealedFormerSecret",
                table: "InboundSources",
                type: "varbinary(max)",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "FormerSecretExpiresAt",
                table: "InboundSources");

            migrationBuilder.DropColumn(
                name: "SealedFormerSecret",
                table: "InboundSources");
        }
    }
}
